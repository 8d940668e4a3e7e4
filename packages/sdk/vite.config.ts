import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/**
 * The SDK's two bundles: `cdn` for a script tag, served by the collector, and `npm` for an app's own bundler. Each has
 * the small part that decides, and one chunk with everything that is needed when a survey is shown.
 */
const bundles = {
  cdn: { entry: { cx: resolve(import.meta.dirname, 'src/auto.ts') }, chunks: 'cx/ui-[hash].js' },
  npm: { entry: { index: resolve(import.meta.dirname, 'src/index.ts') }, chunks: 'ui-[hash].js' },
};

export default defineConfig(({ mode }) => {
  const { entry, chunks } = bundles[mode as keyof typeof bundles];
  return {
    root: import.meta.dirname,
    resolve: { conditions: ['source', 'module', 'browser', 'import', 'default'] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: `dist/${mode}`,
      target: 'es2022',
      minify: 'oxc',
      reportCompressedSize: false,
      // A library: without Vite's own preloading code, which would weigh more than the client does.
      lib: { entry, formats: ['es'], fileName: (_, name) => `${name}.js` },
      rolldownOptions: { output: { chunkFileNames: chunks, minify: true } },
    },
  };
});
