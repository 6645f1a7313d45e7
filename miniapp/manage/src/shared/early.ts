/** Runs in the page before anything is painted, so it is written by hand and small.
 *
 * Telegram's launch data leaves the address at once: it proves who somebody is. And the page has its colours from the
 * first frame: those chosen here, else Telegram's, else the system's.
 */
export const EARLY = `(function(){var w=window,l=location,d=document.documentElement,h=new URLSearchParams(l.hash.slice(1)),k={};
function keep(n,v){k[n]=v;try{sessionStorage[n]=v}catch(e){}}
function kept(s,n){try{return s()[n]||''}catch(e){return ''}}
if(h.has('tgWebAppData')){keep('telegram-launch',JSON.stringify({data:h.get('tgWebAppData'),version:h.get('tgWebAppVersion')||'6.0'}));
keep('telegram-theme',h.get('tgWebAppThemeParams')||'');history.replaceState(null,'',l.pathname+l.search)}
w.kept=function(n){return k[n]||kept(function(){return sessionStorage},n)};
w.scheme=function(){var c=kept(function(){return localStorage},'manage-scheme');if(c==='light'||c==='dark')return c;
try{var b=JSON.parse(w.kept('telegram-theme')).bg_color;if(/^#[0-9a-f]{6}$/i.test(b)){
var n=parseInt(b.slice(1),16);return (n>>16)*3+(n>>8&255)*6+(n&255)<1280?'dark':'light'}}catch(e){}
return w.matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'};
d.dataset.scheme=w.scheme()})()`;

declare global {
  interface Window {
    kept(name: string): string;
    scheme(): 'light' | 'dark';
  }
}
