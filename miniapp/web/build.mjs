// Builds the storefront into dist/: hashed files, what the server writes into the page itself, compressed copies.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, minify } from 'vite';
import { generateSW } from 'workbox-build';

const assets = 'dist/assets';

await build({ logLevel: 'warn' });

const manifest = JSON.parse(readFileSync(`${assets}/.vite/manifest.json`, 'utf8'));
rmSync(`${assets}/.vite`, { recursive: true });

/** The files that a module needs, itself first. */
function files(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const other of chunk.imports ?? []) files(other, seen);
  return seen;
}

const [script, ...chunks] = files('src/main.tsx');
const page = (name) => [...files(`src/pages/${name}.tsx`)].filter((one) => one !== script);
const styles = (name) =>
  readFileSync(`src/${name}.css`, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
const css = styles('critical');
// A page has the styles of its shop's template only.
const templates = Object.fromEntries(
  ['showcase', 'list', 'story'].map((name) => [name, styles(`templates/${name}`)]),
);
const theme = (await minify('theme.js', readFileSync('src/theme.js', 'utf8'))).code.trim();
const shell = {
  script,
  chunks,
  words: { ru: manifest['src/words/ru.ts'].file, en: manifest['src/words/en.ts'].file },
  pages: {
    list: page('List'),
    product: page('Product'),
    search: page('Search'),
    cart: page('Cart'),
    checkout: page('Checkout'),
    orders: page('Orders'),
    returns: page('Returns'),
    stories: page('Stories'),
    favourites: page('Favourites'),
    profile: page('Profile'),
  },
  css,
  templates,
  theme,
};
shell.id = createHash('sha256').update(JSON.stringify(shell)).digest('hex').slice(0, 12);

// The worker keeps what the application is made of and an empty shell, never a page with anybody's data.
const { size } = await generateSW({
  swDest: 'dist/sw.js',
  globDirectory: assets,
  globPatterns: ['*.{js,css}'],
  modifyURLPrefix: { '': '/s-assets/' },
  dontCacheBustURLsMatching: /-[\w-]{8}\.(js|css)$/,
  additionalManifestEntries: [{ url: '/s-shell', revision: shell.id }],
  inlineWorkboxRuntime: true,
  sourcemap: false,
  mode: 'production',
  clientsClaim: true,
  skipWaiting: true,
  cleanupOutdatedCaches: true,
  runtimeCaching: [
    {
      urlPattern: ({ request, url }) => request.mode === 'navigate' && url.pathname.startsWith('/s/'),
      handler: 'NetworkOnly',
      options: { precacheFallback: { fallbackURL: '/s-shell' } },
    },
    {
      // What everybody sees of the goods; answers to somebody stay with them.
      urlPattern: ({ request, url }) =>
        /^\/api\/v1\/shops\/[\w-]+(\/(categories|products|facets).*)?$/.test(url.pathname) &&
        !request.headers.has('Authorization'),
      handler: 'StaleWhileRevalidate',
      options: { cacheName: 'goods', expiration: { maxEntries: 120 } },
    },
    {
      urlPattern: ({ url }) => url.pathname.startsWith('/pictures/'),
      handler: 'CacheFirst',
      options: { cacheName: 'pictures', expiration: { maxEntries: 200, purgeOnQuotaError: true } },
    },
  ],
});
if (size > 400_000) throw new Error(`the worker would keep ${size} bytes`);

for (const name of readdirSync(assets)) {
  if (!/\.(js|css|svg)$/.test(name)) continue;
  const content = readFileSync(`${assets}/${name}`);
  writeFileSync(`${assets}/${name}.gz`, gzipSync(content, { level: 9 }));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(`${assets}/${name}.br`, brotliCompressSync(content, quality));
}
// Last: the server takes a build for finished where this is.
writeFileSync('dist/shell.json', JSON.stringify(shell));
const first = [script, ...chunks].map((name) => readFileSync(`${assets}/${name}.gz`).length);
const words = readFileSync(`${assets}/${shell.words.ru}.gz`).length;
console.log(`storefront: first load ${first.reduce((sum, one) => sum + one, words)} B of script, gzip`);
