// Before the first paint: Telegram's colours, where they can be read. Later calls come when the theme changes.
(() => {
  const root = document.documentElement;
  if (/[?&]dir=rtl/.test(location.search)) root.dir = 'rtl';
  const parts = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const light = (hex) => {
    const [r, g, b] = parts(hex).map((one) =>
      one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one) + 0.05, light(other) + 0.05];
    return Math.max(a, b) / Math.min(a, b);
  };
  const colour = (told) => (/^#[0-9a-f]{6}$/i.test(told || '') ? told : '');
  const set = (name, told) => (told ? root.style.setProperty(name, told) : root.style.removeProperty(name));
  window.paint = (told) => {
    const bg = colour(told.bg_color);
    if (!bg) return;
    const dark = light(bg) < 0.18;
    const page = colour(told.secondary_bg_color) || bg;
    const card = colour(told.section_bg_color) || bg;
    const ink = dark ? '#ffffff' : '#14181d';
    const reads = (one) => one && contrast(one, page) >= 4.5 && contrast(one, card) >= 4.5;
    root.dataset.theme = dark ? 'dark' : 'light';
    set('--page', page);
    set('--card', card);
    set('--ink', reads(colour(told.text_color)) ? told.text_color : ink);
    const usual = dark ? '#a9b6c4' : '#59636f';
    set('--dim', [colour(told.subtitle_text_color), colour(told.hint_color), usual].find(reads) || ink);
  };
  // A page without a shop (no connection) looks as the shop did when it was last seen.
  try {
    const look = root.dataset.template || JSON.parse(localStorage[`look-${location.pathname.split('/')[2]}`]);
    if (look.template) {
      root.dataset.template = look.template;
      for (const [name, told] of look.colours) set(name, told);
    }
  } catch {}
  try {
    const kept = 'telegram-theme';
    const told =
      new URLSearchParams(location.hash.slice(1)).get('tgWebAppThemeParams') || sessionStorage[kept];
    if (told) {
      window.paint(JSON.parse(told));
      sessionStorage[kept] = told;
    }
  } catch {}
})();
