import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { limits } from './limits.ts';

describe('limits', () => {
  it('are those of the contract', () => {
    expect(limits).toMatchObject({
      envelopeBytes: 65_536,
      splitBytes: 49_152,
      responsesPerEnvelope: 100,
      textLength: 4_000,
      textPerResponse: 16_000,
      maxAgeDays: 90,
      maxAheadHours: 24,
      skewToleranceMs: 300_000,
      openForMs: 86_400_000,
    });
  });

  it('leave room for what the SDK splits', () => {
    expect(limits.splitBytes).toBeLessThan(limits.envelopeBytes);
    // Three bytes of UTF-8 for a character of Chinese or Japanese; a single response cannot be split.
    expect(3 * limits.textPerResponse).toBeLessThan(limits.splitBytes);
    expect(limits.textLength).toBeLessThanOrEqual(limits.textPerResponse);
  });
});

describe('what a browser loads', () => {
  /** Static imports, re-exports, and calls that load something. */
  const loads = /^\s*(?:import\b|export\b[^;]*\bfrom\s*['"])|\b(?:import|require)\s*\(/m;

  it.each(['limits.ts', 'scale.ts', 'duration.ts', 'hash.ts'])('%s imports nothing', (file) => {
    expect(readFileSync(new URL(file, import.meta.url), 'utf8')).not.toMatch(loads);
  });

  it.each([
    "import { z } from 'zod';",
    "import 'zod';",
    "import type { A } from './a.ts';",
    "const a = 1;\nexport * from './a.ts';",
    "export {\n  a,\n} from './a.ts';",
    "const a = await import('zod');",
    "const a = require('zod');",
  ])('%s would be found', (source) => {
    expect(source).toMatch(loads);
  });
});
