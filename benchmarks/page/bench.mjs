#!/usr/bin/env node
// node bench.mjs [options] [url-or-file ...]   see README.md
import fs from 'node:fs'; import os from 'node:os'; import path from 'node:path'; import {execFileSync} from 'node:child_process'; import {chromium} from 'playwright-core'; import {serve} from './server.mjs';
const HERE=path.dirname(new URL(import.meta.url).pathname);
const A=process.argv.slice(2), O={n:'100,1000,10000,50000',libs:'',runs:1,limit:120,cpu:1,out:'results/last.json',axe:1000,checks:1000,phone:false,shots:true,debug:false}, targets=[];
for(let i=0;i<A.length;i++){ if(A[i].startsWith('--')){ const k=A[i].slice(2); if(k in O){ if(typeof O[k]==='boolean'){ if(A[i+1]==='false'||A[i+1]==='true') O[k]=A[++i]==='true'; else O[k]=true; } else if(typeof O[k]==='number') O[k]=+A[++i]; else O[k]=A[++i]; } else { console.error('unknown option '+A[i]); process.exit(2);} } else targets.push(A[i]); }
const LIBS={ timelinejs:'/pages/timelinejs.html?n=N', vis:'/pages/vis.html?n=N', 'vis-cluster':'/pages/vis.html?n=N&mode=cluster', 'vis-year':'/pages/vis.html?n=N&mode=year', fc:'/pages/fc.html?n=N', 'fc-year':'/pages/fc.html?n=N&mode=year', 'fc-month':'/pages/fc.html?n=N&mode=month', plain:'/pages/plain.html?n=N' };
const extra={}; const srv=await serve(HERE,extra); const base=`http://127.0.0.1:${srv.port}`;
const jobs=[];
if(O.libs) for(const l of O.libs.split(',')) for(const n of O.n.split(',')) { if(!LIBS[l]) throw Error('no lib '+l); jobs.push({name:l,n:+n,url:base+LIBS[l].replace('N',n),xss:base+LIBS[l].replace('N','xss')}); }
targets.forEach((t,i)=>{ // label=path or label@n=path ; {n} in the path is replaced by every --n
  let label=null,m=/^([\w.-]+)(?:@(\d+))?=(.+)$/.exec(t); let n=null; if(m&&!/^https?:/.test(t)){label=m[1]; n=m[2]?+m[2]:null; t=m[3];}
  const one=(t,n)=>{ let url=t; const xi=t.split('?'); if(!/^https?:/.test(t)){ const f=path.resolve(xi[0].split('#')[0]); const pre=`/ext${Object.keys(extra).length}/`; extra[pre]=path.dirname(f); url=base+pre+path.basename(f)+(xi[1]?'?'+xi[1]:''); } jobs.push({name:label||path.basename(xi[0]),n,url}); };
  if(t.includes('{n}')) for(const k of O.n.split(',')) one(t.replaceAll('{n}',k),+k); else one(t,n); });
if(!jobs.length){ console.error('nothing to do: give --libs timelinejs,vis,fc or a url/file'); process.exit(2); }
const CSP="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors *";
// Our page has no hook for a bench: it is used as a reader uses it, by its controls.
const OURS=`window.__bench={ zoom(){ document.querySelector('#table a[href="#m2015-03"]').click(); }, filter(){ location.hash='#?type=meeting'; }, search(){ const f=document.querySelector('#text'); f.value='信访'; f.dispatchEvent(new Event('input',{bubbles:true})); return new Promise(r=>setTimeout(r,95)); } };`;
const LHW=JSON.parse(fs.readFileSync(path.join(HERE,'lib/lighthouse-a11y-weights.json')));
process.on('SIGTERM',()=>process.exit(143)); process.on('SIGINT',()=>process.exit(130));
const launch=()=>chromium.launch({handleSIGTERM:false,handleSIGINT:false,executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync','--no-first-run','--js-flags=--max-old-space-size=4096','--enable-precise-memory-info']});
const INIT=`(()=>{ const s=window.__m={lt:[],last:0,fcp:0,lcp:0,ev:[],csp:[],err:[]};
 try{new PerformanceObserver(l=>{for(const e of l.getEntries()) s.lt.push([e.startTime,e.duration]);}).observe({type:'longtask',buffered:true});}catch(e){}
 try{new PerformanceObserver(l=>{for(const e of l.getEntries()) if(e.name==='first-contentful-paint') s.fcp=e.startTime;}).observe({type:'paint',buffered:true});}catch(e){}
 try{new PerformanceObserver(l=>{for(const e of l.getEntries()) s.lcp=e.startTime;}).observe({type:'largest-contentful-paint',buffered:true});}catch(e){}
 try{s.cls=0;new PerformanceObserver(l=>{for(const e of l.getEntries()) if(!e.hadRecentInput) s.cls+=e.value;}).observe({type:'layout-shift',buffered:true});}catch(e){}
 try{new PerformanceObserver(l=>{for(const e of l.getEntries()) s.ev.push([e.name,e.duration]);}).observe({type:'event',durationThreshold:16,buffered:true});}catch(e){}
 const start=()=>new MutationObserver(()=>{s.last=performance.now();}).observe(document,{childList:true,subtree:true,characterData:true}); start();
 addEventListener('securitypolicyviolation',e=>s.csp.push(e.effectiveDirective+' '+(e.blockedURI||'')));
 addEventListener('error',e=>s.err.push(String(e.message||e.type).slice(0,120)));
 window.__quiet=(ms,cap)=>new Promise(res=>{ const t0=performance.now(); const tick=()=>{ const lt=s.lt.length?s.lt[s.lt.length-1][0]+s.lt[s.lt.length-1][1]:0; const nav=performance.getEntriesByType('navigation')[0]; const le=nav?nav.loadEventEnd:0; const last=Math.max(s.last,lt,le); const now=performance.now(); if((le>0&&now-last>ms)||now-t0>cap) res({last,now,le,capped:now-t0>cap}); else setTimeout(tick,50); }; tick(); });
 window.__act=async(fn,cap)=>{ const k=s.lt.length,t0=performance.now(); let ok=true; try{ await fn(); }catch(e){ ok=String(e).slice(0,100);} await new Promise(r=>requestAnimationFrame(()=>requestAnimationFrame(r))); const paint=performance.now()-t0; const q=await __quiet(400,cap); await new Promise(r=>setTimeout(r,60)); const lts=s.lt.slice(k); const end=Math.max(q.last,...lts.map(l=>l[0]+l[1]),t0); return {ok,paint:Math.round(paint),done:Math.round(Math.max(paint,end-t0)),longest:Math.round(Math.max(0,...lts.map(l=>l[1])))}; };
})();`;
const tmo=(p,ms,what)=>{ let t; return Promise.race([p,new Promise((_,j)=>{t=setTimeout(()=>j(Error('TIMEOUT '+what)),ms);})]).finally(()=>clearTimeout(t)); };
const renderers=()=>fs.readdirSync('/proc').filter(d=>/^\d+$/.test(d)).filter(d=>{ try{ return fs.readFileSync(`/proc/${d}/cmdline`,'utf8').includes('--type=renderer'); }catch(e){ return false; } });
const pss=d=>{ try{ return +/Pss:\s+(\d+)/.exec(fs.readFileSync(`/proc/${d}/smaps_rollup`,'utf8'))[1]; }catch(e){ return 0; } };
const R=[]; const calib=()=>{ const t=process.hrtime.bigint(); let x=1; for(let i=0;i<6e7;i++){ x=(x*1103515245+i)|0; } return [Math.round(Number(process.hrtime.bigint()-t)/1e6),x]; };
for(const job of jobs) for(let run=0;run<O.runs;run++){
  const r={name:job.name,n:job.n,run,cpu:O.cpu,phone:O.phone,calib:Math.min(calib()[0],calib()[0]),loadavg:+os.loadavg()[0].toFixed(1)}; R.push(r); let br; process.stderr.write(`\n== ${job.name} n=${job.n} run=${run}\n`);
  try{
    const before=new Set(renderers()); br=await launch(); const vp=O.phone?{viewport:{width:390,height:844},deviceScaleFactor:2,isMobile:true,hasTouch:true}:{viewport:{width:1280,height:800}};
    const ctx=await br.newContext({...vp,locale:'zh-CN',timezoneId:'Asia/Shanghai',colorScheme:'light'}); await ctx.addInitScript(INIT);
    const pg=await ctx.newPage(); const c=await ctx.newCDPSession(pg); await c.send('Network.enable'); await c.send('Performance.enable');
    if(O.cpu>1) await c.send('Emulation.setCPUThrottlingRate',{rate:O.cpu});
    let inflight=0; const rq=new Map(); r.req=0; r.thirdparty=[]; r.bytes={code:0,data:0,html:0,font:0,img:0,raw:0};
    c.on('Network.loadingFailed',()=>{inflight--;}); c.on('Network.requestWillBeSent',e=>{ r.req++; if(!e.redirectResponse) inflight++; const h=new URL(e.request.url); if(/^https?:/.test(e.request.url)&&h.host!==new URL(job.url).host) r.thirdparty.push(h.host+h.pathname); });
    c.on('Network.responseReceived',e=>rq.set(e.requestId,e)); c.on('Network.dataReceived',e=>{r.bytes.raw+=e.dataLength;});
    c.on('Network.loadingFinished',e=>{ inflight--; const q=rq.get(e.requestId); if(!q) return; const t=q.type,u=q.response.url,b=e.encodedDataLength; if(t==='Document') r.bytes.html+=b; else if(t==='Font') r.bytes.font+=b; else if(t==='Image') r.bytes.img+=b; else if(/\/data\/|\.json|ndjson/.test(u)&&!/locale/.test(u)) r.bytes.data+=b; else r.bytes.code+=b; });
    let crashed=false; pg.on('crash',()=>{crashed=true;}); pg.on('pageerror',e=>{ (r.pageerror=r.pageerror||[]).push(String(e).slice(0,160)); });
    for(const w of [job.url,...(LIBS[job.name]?[`${base}/data/${job.name.split('-')[0]}-${job.n}.json`]:[])]) await fetch(w,{headers:{'accept-encoding':'gzip'}}).then(x=>x.arrayBuffer()).catch(()=>{});
    const t0=Date.now();
    await tmo(pg.goto(job.url,{waitUntil:'load',timeout:O.limit*1e3}),O.limit*1e3+2e3,'load');
    let q; const dead=Date.now()+O.limit*1e3; for(;;){ q=await tmo(pg.evaluate(cap=>__quiet(1000,cap),Math.max(1000,dead-Date.now())),O.limit*1e3+20e3,'settle'); if(inflight<=0||Date.now()>dead) { if(inflight<=0&&!r._again){ r._again=1; await pg.waitForTimeout(700); continue; } break; } r._again=0; await pg.waitForTimeout(300); } delete r._again;
    r.settled=Math.round(q.last); r.capped=q.capped; r.wall=Date.now()-t0;
    const m=await pg.evaluate(()=>({fcp:__m.fcp,lcp:__m.lcp,cls:__m.cls,tbt:__m.lt.filter(l=>l[0]>=__m.fcp).reduce((a,l)=>a+Math.max(0,l[1]-50),0),longest:Math.max(0,...__m.lt.map(l=>l[1])),load:performance.getEntriesByType('navigation')[0].loadEventEnd,els:document.querySelectorAll('*').length,text:document.body.innerText.length,sw:document.documentElement.scrollWidth,cw:document.documentElement.clientWidth,sh:document.documentElement.scrollHeight}));
    for(const k in m) r[k]=k==='cls'?+m[k].toFixed(3):Math.round(m[k]);
    await tmo(c.send('HeapProfiler.collectGarbage'),60e3,'gc').catch(()=>{}); const pm=Object.fromEntries((await c.send('Performance.getMetrics')).metrics.map(x=>[x.name,x.value]));
    r.heapMB=+(pm.JSHeapUsedSize/1048576).toFixed(1); r.nodes=pm.Nodes; r.pssMB=Math.round(Math.max(0,...renderers().filter(d=>!before.has(d)).map(pss))/1024); r.script=+pm.ScriptDuration.toFixed(2); r.layout=+(pm.LayoutDuration+pm.RecalcStyleDuration).toFixed(2); r.task=+pm.TaskDuration.toFixed(2);
    const tag=`${job.name}-${job.n??'x'}${O.phone?'-phone':''}`.replace(/[^\w.-]/g,'_');
    if(O.shots) await tmo(pg.screenshot({path:path.join(HERE,'shots',tag+'.png'),timeout:60e3}),65e3,'shot').catch(e=>{r.shot=String(e).slice(0,80);});
    r.fcp=r.fcp||Math.round(await pg.evaluate(()=>__m.fcp)); 
    // scroll: 2 s of wheel, frame times
    r.scroll=await tmo((async()=>{ await pg.mouse.move(vp.viewport.width/2,vp.viewport.height/2); await pg.evaluate(()=>{ const f=window.__f=[]; let p=performance.now(); const k=t=>{f.push(t-p);p=t; if(f.length<2000) window.__raf=requestAnimationFrame(k);}; requestAnimationFrame(k); }); for(let i=0;i<20;i++){ await pg.mouse.wheel(0,300); await pg.waitForTimeout(50);} return pg.evaluate(()=>{ cancelAnimationFrame(__raf); const f=__f.slice(2).sort((a,b)=>a-b); return {frames:f.length,p95:Math.round(f[Math.floor(f.length*.95)]||0),max:Math.round(f[f.length-1]||0)}; }); })(),60e3,'scroll').catch(e=>String(e).slice(0,60));
    if(job.name.startsWith('ours')) await pg.evaluate(OURS);
    for(const act of ['next','zoom','filter','search']) if(await pg.evaluate(a=>!!(window.__bench&&window.__bench[a]),act)) r[act]=await tmo(pg.evaluate(([a,cap])=>__act(()=>window.__bench[a](),cap),[act,O.limit*1e3]),O.limit*1e3+20e3,act).catch(e=>({ok:String(e.message).slice(0,60)}));
    if(O.shots&&r.filter) await pg.screenshot({path:path.join(HERE,'shots',tag+'-filtered.png'),timeout:60e3}).catch(()=>{});
    // ---- once per job, small n only
    if(run===0&&(job.n==null||job.n<=O.checks)) await tmo((async()=>{
      const ac=await br.newContext({...vp,locale:'zh-CN',bypassCSP:true,colorScheme:'light'}); await ac.addInitScript(INIT); const p2=await ac.newPage(); await p2.goto(job.url,{waitUntil:'load'}); await p2.evaluate(()=>__quiet(1000,60000));
      // axe
      if(job.n==null||job.n<=O.axe){ await p2.addStyleTag({content:'*{content-visibility:visible!important}'}); await p2.addScriptTag({path:path.join(HERE,'node_modules/axe-core/axe.min.js')}); const ax=await p2.evaluate(()=>axe.run(document,{resultTypes:['violations','passes','incomplete'],runOnly:{type:'tag',values:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}}).then(x=>({v:x.violations.map(v=>({id:v.id,impact:v.impact,nodes:v.nodes.length,help:v.help,ex:v.nodes[0]&&v.nodes[0].html.slice(0,140)})),p:x.passes.map(v=>v.id),inc:x.incomplete.map(v=>[v.id,v.nodes.length])})));
        let ok=0,all=0; for(const id of ax.p) if(LHW[id]&&!ax.v.find(v=>v.id===id)){ok+=LHW[id];all+=LHW[id];} for(const v of ax.v) if(LHW[v.id]) all+=LHW[v.id]; r.axe={score:Math.round(100*ok/all),rules:ax.v.length,nodes:ax.v.reduce((a,v)=>a+v.nodes,0),serious:ax.v.filter(v=>['serious','critical'].includes(v.impact)).length,v:ax.v,incomplete:ax.inc}; await p2.emulateMedia({colorScheme:'dark'}); await p2.waitForTimeout(200); r.axe.darkContrast=await p2.evaluate(()=>axe.run(document,{runOnly:{type:'rule',values:['color-contrast']}}).then(x=>x.violations.reduce((a,v)=>a+v.nodes.length,0))); await p2.emulateMedia({colorScheme:'light'}); }
      await ac.close();
      // keyboard: where do 25 Tabs lead, is focus visible
      const p3=await ctx.newPage(); await p3.goto(job.url,{waitUntil:'load'}); await p3.evaluate(()=>__quiet(1000,60000)); const seq=[]; for(let i=0;i<25;i++){ await p3.keyboard.press('Tab'); seq.push(await p3.evaluate(()=>{ const e=document.activeElement; if(!e||e===document.body) return null; const c=getComputedStyle(e); return {t:e.tagName.toLowerCase(),role:e.getAttribute('role'),name:(e.getAttribute('aria-label')||e.innerText||e.value||'').trim().slice(0,30),focus:(c.outlineStyle!=='none'&&parseFloat(c.outlineWidth)>0)||c.boxShadow!=='none'}; })); }
      r.kbd={stops:seq.filter(Boolean).length,visible:seq.filter(x=>x&&x.focus).length,seq:seq.slice(0,25)}; 
      if(O.shots){ await p3.screenshot({path:path.join(HERE,'shots',tag+'-focus.png')}).catch(()=>{}); }
      await p3.close();
      const titles=(()=>{ try{ const es=JSON.parse(fs.readFileSync(path.join(HERE,`data/common-${job.n}.json`))).events; return es.map(e=>e.title);}catch(e){return null;} })();
      const share=t=>{ const s=t.replace(/\s+/g,''); if(!titles) return null; return +(titles.filter(x=>s.includes(x.replace(/\s+/g,''))).length/titles.length).toFixed(3); };
      // no JS
      const nj=await br.newContext({...vp,javaScriptEnabled:false,locale:'zh-CN'}); const p4=await nj.newPage(); await p4.goto(job.url,{waitUntil:'load'}); const njt=await p4.locator('body').innerText().catch(()=>''); const njh=(await p4.content()).replace(/<(script|style)[\s\S]*?<\/\1>/g,'').replace(/<[^>]*>/g,'').replace(/&lt;/g,'<').replace(/&gt;/g,'>').replace(/&amp;/g,'&').replace(/&#39;/g,"'").replace(/&#34;|&quot;/g,'"'); r.nojs={chars:njt.trim().length,share:share(njh)}; if(O.shots) await p4.screenshot({path:path.join(HERE,'shots',tag+'-nojs.png')}).catch(()=>{}); await nj.close();
      // print
      const p5=await ctx.newPage(); await p5.goto(job.url,{waitUntil:'load'}); await p5.evaluate(()=>__quiet(1000,60000)); const pdf=path.join(HERE,'results',tag+'.pdf'); await p5.pdf({path:pdf,format:'A4',printBackground:false,timeout:120e3}); try{ const info=execFileSync('pdfinfo',[pdf]).toString(); const t=execFileSync('pdftotext',['-layout',pdf,'-'],{maxBuffer:1<<28}).toString(); const t2=execFileSync('pdftotext',['-raw',pdf,'-'],{maxBuffer:1<<28}).toString(); r.print={pages:+/Pages:\s+(\d+)/.exec(info)[1],kb:Math.round(fs.statSync(pdf).size/1024),share:Math.max(share(t)??0,share(t2)??0)}; }catch(e){ r.print=String(e).slice(0,80);} await p5.close();
      // dark
      const dk=await br.newContext({...vp,colorScheme:'dark',locale:'zh-CN'}); await dk.addInitScript(INIT); const p6=await dk.newPage(); await p6.goto(job.url,{waitUntil:'load'}); await p6.evaluate(()=>__quiet(1000,60000)); if(O.shots) await p6.screenshot({path:path.join(HERE,'shots',tag+'-dark.png')}); r.dark=await p6.evaluate(()=>{ let e=document.elementFromPoint(innerWidth/2,innerHeight/2),bg; while(e){ bg=getComputedStyle(e).backgroundColor; if(!/rgba\(.*, 0\)|transparent/.test(bg)) break; e=e.parentElement; } const m=(bg||'rgb(255,255,255)').match(/[\d.]+/g).map(Number); return e? (m[0]*.3+m[1]*.59+m[2]*.11<90) : getComputedStyle(document.documentElement).colorScheme.includes('dark'); }); await dk.close();
      // phone
      const ph=await br.newContext({viewport:{width:390,height:844},deviceScaleFactor:2,isMobile:true,hasTouch:true,locale:'zh-CN'}); await ph.addInitScript(INIT); const p7=await ph.newPage(); await p7.goto(job.url,{waitUntil:'load'}); await p7.evaluate(()=>__quiet(1000,60000)); r.mobile=await p7.evaluate(()=>({overflow:document.documentElement.scrollWidth-innerWidth,small:[...document.querySelectorAll('a[href],button,input,select,summary,[role=button],[tabindex="0"]')].filter(e=>{const b=e.getBoundingClientRect(); return b.width>0&&b.height>0&&b.top<innerHeight&&b.bottom>0&&(b.width<24||b.height<24);}).length,visibleText:[...document.querySelectorAll('body *')].filter(e=>e.children.length===0&&e.textContent.trim()&&(b=>b.top<innerHeight&&b.bottom>0&&b.left<innerWidth&&b.right>0&&b.width>0)(e.getBoundingClientRect())).length})); if(O.shots) await p7.screenshot({path:path.join(HERE,'shots',tag+'-mobile.png')}); await ph.close();
      // strict CSP
      const cs=await ctx.newPage(); await cs.goto(job.url+(job.url.includes('?')?'&':'?')+'__csp='+encodeURIComponent(CSP),{waitUntil:'load'}); await cs.evaluate(()=>__quiet(1000,60000)); r.metaCsp=await cs.evaluate(()=>{const m=document.querySelector('meta[http-equiv="Content-Security-Policy" i]');return m?m.content:null;}); r.csp=await cs.evaluate(()=>{ const m={}; for(const x of __m.csp){const k=x.split(' ')[0]; m[k]=(m[k]||0)+1;} return m; }); if(O.shots) await cs.screenshot({path:path.join(HERE,'shots',tag+'-csp.png')}).catch(()=>{}); await cs.close();
    })(),O.limit*4e3,'checks').catch(e=>{r.checks=String(e.message).slice(0,200);});
    // hostile text
    if(run===0&&job.xss&&(job.n==null||job.n<=O.checks)) await tmo((async()=>{ const px=await ctx.newPage(); px.on('dialog',d=>d.dismiss()); await px.goto(job.xss,{waitUntil:'load'}); await px.evaluate(()=>__quiet(1500,30000)); r.xss=await px.evaluate(()=>({fired:window.__xss||0,liveTags:document.querySelectorAll('main img[src="x"],main script,main iframe,main svg[onload],main a[href^="javascript:"]').length})); await px.close(); })(),60e3,'xss').catch(e=>{r.xss=String(e.message).slice(0,80);});
    r.crashed=crashed||undefined;
  }catch(e){ r.error=String(e.message||e).slice(0,200); }
  finally{ if(br) await tmo(br.close(),15e3,'close').catch(()=>{ try{ br.process&&br.process()?.kill('SIGKILL'); }catch(e){} }); }
  const s={...r}; delete s.axe; delete s.kbd; process.stderr.write(JSON.stringify({name:r.name,n:r.n,error:r.error,fcp:r.fcp,settled:r.settled,tbt:r.tbt,heapMB:r.heapMB,pssMB:r.pssMB,els:r.els,bytes:r.bytes,zoom:r.zoom,filter:r.filter,next:r.next,search:r.search,scroll:r.scroll,axe:r.axe&&{score:r.axe.score,rules:r.axe.rules,nodes:r.axe.nodes},nojs:r.nojs,print:r.print,dark:r.dark,mobile:r.mobile,csp:r.csp,xss:r.xss,checks:r.checks})+'\n');
  fs.mkdirSync(path.dirname(path.resolve(HERE,O.out)),{recursive:true}); fs.writeFileSync(path.resolve(HERE,O.out),JSON.stringify(R,null,1));
}
srv.close();
const key=r=>r.name+'|'+r.n; const G=new Map(); for(const r of R){ const k=key(r); if(!G.has(k)) G.set(k,[]); G.get(k).push(r); }
const best=[...G.values()].map(rs=>{ const b={...rs[0]}; const ok=rs.filter(r=>!r.error); if(!ok.length) return b; if(b.error) Object.assign(b,ok[0],{error:undefined}); for(const k of ['fcp','settled','tbt','heapMB','longest','lcp']) { const v=ok.map(r=>r[k]).filter(x=>x>0||k==='tbt'&&x===0); if(v.length) b[k]=Math.min(...v); } for(const k of ['zoom','filter','next','search']) { const v=ok.map(r=>r[k]&&r[k].done).filter(x=>x!=null); if(v.length) b[k]={...(ok.find(r=>r[k]&&r[k].done!=null)[k]),done:Math.min(...v)}; } b.calib=Math.min(...rs.map(r=>r.calib)); return b; });
const f=(x,u='')=>x==null?'–':x+u, kb=b=>b?Math.round(b/1024)+'':'0';
console.log('| page | n | code gz KB | data gz KB | html gz KB | FCP ms | settled ms | TBT ms | heap MB | renderer PSS MB | elements | zoom ms | filter ms | next/search ms | scroll p95/max ms | axe score (rules/nodes) | kbd stops (visible) | no-JS share | print share (pages) | dark | phone overflow px | CSP violations | XSS fired |\n|'+'---|'.repeat(23));
for(const r of best) console.log('| '+[r.name,r.n,kb(r.bytes?.code+(r.bytes?.font||0)),kb(r.bytes?.data),kb(r.bytes?.html),f(r.fcp),r.error?('✗ '+r.error):f(r.settled)+(r.capped?'+':''),f(r.tbt),f(r.heapMB),f(r.pssMB),f(r.els),f(r.zoom?.done??r.zoom?.ok),f(r.filter?.done??r.filter?.ok),f(r.next?.done??r.search?.done),r.scroll?.p95!=null?`${r.scroll.p95}/${r.scroll.max}`:f(r.scroll),r.axe?`${r.axe.score} (${r.axe.rules}/${r.axe.nodes})`:'–',r.kbd?`${r.kbd.stops} (${r.kbd.visible})`:'–',f(r.nojs?.share),r.print?.pages?`${r.print.share} (${r.print.pages})`:f(r.print),f(r.dark),f(r.mobile?.overflow),r.csp?JSON.stringify(r.csp):'–',f(r.xss?.fired)].join(' | ')+' |');
