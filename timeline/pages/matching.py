"""Cheapest one-to-one assignment (the Hungarian method) on a sparse table of costs."""

from __future__ import annotations


def assign(gains: dict[tuple[int, int], float]) -> dict[int, int]:
    """Row → column, each used at most once, with the greatest sum of ``gains``.

    Pairs that are not listed, or gain nothing, are never chosen. Independent parts are solved apart, so
    the time is cubic in the largest part only.
    """
    useful = {pair: gain for pair, gain in gains.items() if gain > 0}
    chosen: dict[int, int] = {}
    for rows, columns in _parts(useful):
        chosen.update(_solve(rows, columns, useful))
    return chosen


def _parts(pairs: dict[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that are connected by any pair."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in pairs:
        parent[root(("row", row))] = root(("column", column))
    parts: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for node in list(parent):
        rows, columns = parts.setdefault(root(node), ([], []))
        (rows if node[0] == "row" else columns).append(node[1])
    return list(parts.values())


def _solve(rows: list[int], columns: list[int], gains: dict[tuple[int, int], float]) -> dict[int, int]:
    """The Hungarian method with potentials; every row may also stay single (an own column of cost 0)."""
    count, width = len(rows), len(columns) + len(rows)
    costs = [[-gains.get((row, column), 0.0) for column in columns] + [0.0] * count for row in rows]
    row_price, price = [0.0] * (count + 1), [0.0] * (width + 1)
    owner, way = [0] * (width + 1), [0] * (width + 1)
    for i in range(1, count + 1):
        owner[0] = i
        at = 0
        best = [float("inf")] * (width + 1)
        seen = [False] * (width + 1)
        while owner[at]:
            seen[at] = True
            line, base = costs[owner[at] - 1], row_price[owner[at]]
            step, next_ = float("inf"), 0
            for j in range(1, width + 1):
                if seen[j]:
                    continue
                cost = line[j - 1] - base - price[j]
                if cost < best[j]:
                    best[j], way[j] = cost, at
                if best[j] < step:
                    step, next_ = best[j], j
            for j in range(width + 1):
                if seen[j]:
                    row_price[owner[j]] += step
                    price[j] -= step
                else:
                    best[j] -= step
            at = next_
        while at:
            owner[at] = owner[way[at]]
            at = way[at]
    return {
        rows[owner[j] - 1]: columns[j - 1]
        for j in range(1, len(columns) + 1)
        if owner[j] and gains.get((rows[owner[j] - 1], columns[j - 1]), 0.0) > 0
    }
