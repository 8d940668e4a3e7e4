import { createHash } from 'node:crypto';
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
  npm: { entry: { index: here('src/index.ts'), react: here('src/react/index.ts') }, folder: '' },
};

/** The chunk with everything that shows and sends is called after what a person sees of it. */
const nameOf = (chunk: string) => (chunk === 'surveys' ? 'ui' : chunk);

const internal =
  /^(createSurveys|onViewLeft|prefix|device|fetchJson|whenIdle|automated|private|present|subject|inSession|since|automatic|again|erase|ports|state|emit|opens|sampled|history|barred|counted|unwatch|consented|visitor|onDelivery|onDropped|retryAfter|alone|parcels|onLeave|onOnline|onceSeen|whenClear|isClear|mayBeTyping|onScreen|onTabs|aids|accepts|pictures|seldomStyle|drawable|prompt|path|after|loadWords|createClearView|takeByWord|shuffled|outside|inlineNow|prepareNow|ending|ways|words|ended|deliver|remember|tell|order|change|element|card|content|choose|rtl|obstacleTo|atEnd|outbox|long|begin|address|chance|hashOf|rouse|draw|refusal|bytes|post|mark|keep|skip|later|kept|very|somewhat|down)$/;
/** Terser's; names of ours and what they are shortened to, in all chunks alike. */
const nameCache: { props?: { props: Record<string, string> } } = {};

/**
 * Stands for the hash of a whole build in the names of its chunks. They share one, because names of ours that are
 * shortened must be shortened alike in all of them, and because thirty names that differ in all but their language
 * compress badly.
 */
const hash = 'HASH_OF_THE_BUILD';

/** Terser goes last, over what the built-in minifier wrote: together they save 2 % more than either. */
const terse: Plugin = {
  name: 'terse',
  generateBundle: async (_, bundle) => {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    for (const chunk of chunks) {
      const compress = {
        passes: 5,
        unsafe: true,
        unsafe_arrows: true,
        pure_getters: true,
        keep_fargs: false,
      };
      const mangle = { properties: { regex: internal, builtins: true } };
      const { code } = await minify(chunk.code, { module: true, ecma: 2020, compress, mangle, nameCache });
      // Frameworks that render on a server run in a page only what says so; minifiers take the word away.
      if (code) chunk.code = `${chunk.name === 'react' ? "'use client';" : ''}${code}`;
    }
    // What a chunk exports is no property to the minifier, but to the chunk that imports it.
    for (const chunk of chunks)
      chunk.code = chunk.code.replace(/\bexport\{[^}]*\}/, (list) =>
        list.replace(/(?<= as )\w+/g, (name) => nameCache.props?.props[`$${name}`] ?? name),
      );
    const all = chunks.map(({ code }) => code).join('\n');
    const found = createHash('sha256').update(all).digest('hex').slice(0, 8);
    for (const chunk of chunks) {
      chunk.code = chunk.code.replaceAll(hash, found);
      chunk.fileName = chunk.fileName.replace(hash, found);
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
        external: ['react'],
        output: {
          chunkFileNames: (chunk) => `${folder}${nameOf(chunk.name)}-${hash}.js`,
          minify: true,
        },
        plugins: [terse],
      },
    },
  };
});
