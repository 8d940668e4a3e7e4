import { describe, expect, test } from 'vitest';
import { createRefuseOrigin } from './origins.ts';

const app = 'https://app.example.com';
const shop = 'https://shop.example.com';

describe('a page', () => {
  test.each([
    ['of the settings may use a key without origins', [app], null, app],
    ["of a key's own origins may use it", [app], [shop], shop],
    ['without an origin, which is a server, may', [app], [shop], undefined],
  ])('%s', (_what, settings, origins, origin) => {
    expect(() => createRefuseOrigin(new Set(settings))({ origins }, origin)).not.toThrow();
  });

  test.each([
    [
      'of the settings may not use a key that has origins of its own',
      [app],
      [shop],
      app,
      "the key's origins",
    ],
    ['of nobody may not', [app], null, shop, 'MILEPOST_ORIGINS'],
    ['of any origin may not use a key that is bound to none', [app], [], app, "the key's origins"],
    ['of the origin null may not', [app], null, 'null', 'MILEPOST_ORIGINS'],
  ])('%s', (_what, settings, origins, origin, where) => {
    expect(() => createRefuseOrigin(new Set(settings))({ origins }, origin)).toThrow(
      `pages of ${origin} may not use this collector; add the origin to ${where}`,
    );
  });

  test('of anywhere may not use a bound key, even where the settings let all in', () => {
    expect(() => createRefuseOrigin('*')({ origins: [shop] }, app)).toThrow(app);
  });
});
