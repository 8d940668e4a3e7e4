import { join } from 'node:path';
import { build } from 'vite';

export interface BuildOptions {
  react: 18 | 19;
  /** React with its checks: effects run twice in strict mode, and a mismatch at hydration is told in the console. */
  development?: boolean;
}

/** Builds what the browser loads and what renders the page on the server. */
export async function buildExample({ react, development = false }: BuildOptions): Promise<void> {
  const environment = JSON.stringify(development ? 'development' : 'production');
  for (const ssr of [false, true])
    await build({
      configFile: join(import.meta.dirname, 'vite.config.ts'),
      mode: `${react}`,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': environment },
      build: { ssr },
    });
}
