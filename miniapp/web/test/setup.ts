// The page as the server writes it, before anything of ours is imported.
import { vi } from 'vitest';

document.body.innerHTML =
  '<div id="app"></div><script type="application/json" id="first">' +
  '{"slug":"tea","language":"ru","build":"1","seeds":{"":{"slug":"tea","title":"Чай","bot":"tea_bot"}}}</script>';
localStorage.setItem('shop-tea', JSON.stringify({ access_token: 'a', refresh_token: 'r', person: '1' }));
vi.stubGlobal(
  'IntersectionObserver',
  class {
    observe() {}
    disconnect() {}
  },
);
