import { resolve } from 'node:path';
import { minify } from 'terser';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => resolve(import.meta.dirname, path);

/**
 * The SDK's two bundles: `cdn` for a script tag, served by the collector, and `npm` for an app's own bundler. Each has
 * the small part that decides, one chunk with everything that is needed when a survey is shown, and a chunk a language.
 */
const bundles = {
  cdn: { entry: { cx: here('src/auto.ts') }, folder: 'cx/' },
  npm: { entry: { index: here('src/index.ts') }, folder: '' },
};

/** The chunk with everything that shows and sends is called after what a person sees of it. */
const nameOf = (chunk: string) => (chunk === 'show' ? 'ui' : chunk);

/** Terser goes last, over what the built-in minifier wrote: together they save 2 % more than either. */
const terse: Plugin = {
  name: 'terse',
  generateBundle: async (_, bundle) => {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') {
        const compress = { passes: 3, unsafe_arrows: true, pure_getters: true };
        const { code } = await minify(file.code, { module: true, ecma: 2020, compress });
        if (code) file.code = code;
      }
  },
};

export default defineConfig(({ mode }) => {
  const { entry, folder } = bundles[mode === 'cdn' ? 'cdn' : 'npm'];
  return {
    root: import.meta.dirname,
    resolve: {
      conditions: ['source', 'module', 'browser', 'import', 'default'],
    },
    build: {
      outDir: `dist/${mode}`,
      target: 'es2022',
      cssTarget: 'esnext',
      reportCompressedSize: false,
      // A library: without Vite's own preloading code, which would weigh more than the client does.
      lib: { entry, formats: ['es'], fileName: (_, name) => `${name}.js` },
      rolldownOptions: {
        output: { chunkFileNames: (chunk) => `${folder}${nameOf(chunk.name)}-[hash].js`, minify: true },
        plugins: [terse],
      },
    },
  };
});
