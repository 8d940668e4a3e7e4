import { describe, expect, test } from 'vitest';
import { readSettings, SettingError } from './settings.ts';

const folders = { here: '/here', home: '/home' };
const read = (environment: Record<string, string>) => readSettings(environment, folders);

describe('settings', () => {
  test('have defaults that are safe on one machine', () => {
    expect(read({})).toEqual({
      port: 4600,
      host: '127.0.0.1',
      store: { kind: 'sqlite', file: '/home/data/milepost.db' },
      publicKey: null,
      secretKey: null,
      program: null,
      origins: 'loopback',
      rate: { requests: 600, seconds: 60 },
      trustedProxies: [],
      identitySecret: null,
      metricsToken: null,
      log: 'info',
    });
  });

  test('take paths from where the command was given', () => {
    const { store, program } = read({ MILEPOST_STORE: 'sqlite:x.db', MILEPOST_PROGRAM: 'program.json' });
    expect([store, program]).toEqual([{ kind: 'sqlite', file: '/here/x.db' }, '/here/program.json']);
    expect(read({ MILEPOST_STORE: 'sqlite:/var/lib/x.db' }).store).toEqual({
      kind: 'sqlite',
      file: '/var/lib/x.db',
    });
  });

  test('let no page in by default where others can reach the collector', () => {
    expect(read({ MILEPOST_HOST: '0.0.0.0' }).origins).toEqual(new Set());
    expect(read({ MILEPOST_ORIGINS: 'https://a.example, http://b.example:81' }).origins).toEqual(
      new Set(['https://a.example', 'http://b.example:81']),
    );
    expect(read({ MILEPOST_ORIGINS: '*' }).origins).toBe('*');
  });

  test('refuse what cannot be used, in one line that repeats no secret', () => {
    expect(() => read({ MILEPOST_IDENTITY_SECRET: 'too short' })).toThrow(
      /^MILEPOST_IDENTITY_SECRET: (?!.*too short)[^\n]+$/,
    );
    expect(() => read({ MILEPOST_METRICS_TOKEN: 'x' })).toThrow(/^MILEPOST_METRICS_TOKEN: [^\n]+$/);
    expect(() => read({ MILEPOST_STORE: 'postgres://u:hidden@:x' })).toThrow(
      /^MILEPOST_STORE: (?!.*hidden)[^\n]+$/,
    );
    expect(() => read({ MILEPOST_STORE: 'mysql://x' })).toThrow(SettingError);
    expect(() => read({ MILEPOST_ORIGINS: '*', MILEPOST_HOST: '0.0.0.0' })).toThrow(SettingError);
  });
});
