import { defineConfig } from 'vitest/config';

const SHARED =
  /node_modules|vite\/|src\/(shared\/(?!telegram\/actions)|store\/|speak|router|ui\/(Goods|Main|Shelves)|pages\/Home)/;

export default defineConfig({
  base: '/s-assets/',
  publicDir: 'public',
  build: {
    outDir: 'dist/assets',
    assetsDir: '',
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    rollupOptions: {
      input: 'src/main.tsx',
      // What every page needs is one file beside the first: it packs better, and comes in one request.
      output: { codeSplitting: { groups: [{ name: 'shop', test: SHARED }] } },
    },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
