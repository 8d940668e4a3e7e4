import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { isKey } from './keys.ts';
import type { OriginPolicy } from './middleware/origins.ts';
import type { Rate } from './store/rate.ts';
import type { KeyKind } from './store/store.ts';

/** Everything that the environment decides. */
export interface Settings {
  port: number;
  host: string;
  store: StoreSetting;
  publicKey: string | null;
  secretKey: string | null;
  /** A program file that is applied at the start. */
  program: string | null;
  origins: OriginPolicy;
  rate: Rate | null;
  trustedProxies: string[];
  /** What the host's server signs its people with; null when identity is not verified. */
  identitySecret: string | null;
  /** What `/metrics` is asked with from another machine; null when only this machine may ask. */
  metricsToken: string | null;
  log: string;
}

/** Where everything is kept. The address of a PostgreSQL database holds its password: it is never printed whole. */
export type StoreSetting = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string };

/** A setting that cannot be used; the message is one line that names it and the remedy. */
export class SettingError extends Error {
  override name = 'SettingError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the command was given, and the folder that its `data/` belongs to. */
interface Folders {
  here: string;
  home: string;
}

/**
 * Reads the settings. A path that is given is relative to `here`, the default one to `home`; a variable that is empty
 * counts as absent.
 *
 * @throws SettingError that names the first bad one
 */
export function readSettings(environment: Environment, { here, home }: Folders): Settings {
  const value = (name: string) => environment[name] || undefined;
  const host = value('MILEPOST_HOST') ?? '127.0.0.1';
  return {
    port: port(value('MILEPOST_PORT') ?? '4600'),
    host,
    store: store(value('MILEPOST_STORE') ?? `sqlite:${resolve(home, 'data/milepost.db')}`, here),
    publicKey: key('public', 'MILEPOST_PUBLIC_KEY', value('MILEPOST_PUBLIC_KEY')),
    secretKey: key('secret', 'MILEPOST_SECRET_KEY', value('MILEPOST_SECRET_KEY')),
    program: path(value('MILEPOST_PROGRAM'), here),
    origins: origins(value('MILEPOST_ORIGINS'), host),
    rate: rate(value('MILEPOST_RATE') ?? '600/min'),
    trustedProxies: proxies(value('MILEPOST_TRUSTED_PROXIES')),
    identitySecret: secret('MILEPOST_IDENTITY_SECRET', value('MILEPOST_IDENTITY_SECRET')),
    metricsToken: secret('MILEPOST_METRICS_TOKEN', value('MILEPOST_METRICS_TOKEN')),
    log: level(value('MILEPOST_LOG') ?? 'info'),
  };
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new SettingError(`MILEPOST_PORT: "${text}" is not a port; give a number from 0 to 65535`);
  return number;
}

function store(text: string, here: string): StoreSetting {
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length)
    return { kind: 'sqlite', file: resolve(here, text.slice('sqlite:'.length)) };
  if (/^postgres(ql)?:\/\//.test(text)) {
    if (URL.canParse(text)) return { kind: 'postgres', url: text };
    // The value is not repeated: it may hold a password.
    throw new SettingError(
      'MILEPOST_STORE: not an address such as postgres://user:password@host:5432/milepost',
    );
  }
  throw new SettingError(`MILEPOST_STORE: "${text}" is not a store; give sqlite:PATH or postgres://…`);
}

/** HS256 is as strong as its secret. */
const secretLength = 16;

function secret(name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text.length < secretLength)
    throw new SettingError(
      `${name}: must have at least ${secretLength} characters; "openssl rand -hex 32" makes one`,
    );
  return text;
}

function path(text: string | undefined, here: string): string | null {
  return text === undefined ? null : resolve(here, text);
}

function key(kind: KeyKind, name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  // The value is not repeated: it may be a secret with a typing error.
  if (!isKey(kind, text))
    throw new SettingError(
      `${name}: must be ${kind === 'public' ? 'mp_pub_' : 'mp_sec_'} and 16 to 64 of A-Z a-z 0-9 _ -`,
    );
  return text;
}

const loopbackHosts = ['127.0.0.1', 'localhost', '::1'];

function origins(text: string | undefined, host: string): OriginPolicy {
  const loopback = loopbackHosts.includes(host);
  if (text === undefined) return loopback ? 'loopback' : new Set();
  if (text.trim() === '*') {
    if (!loopback)
      throw new SettingError(
        'MILEPOST_ORIGINS: * is allowed on a loopback MILEPOST_HOST only; name the origins',
      );
    return '*';
  }
  const named = text.split(',').map((origin) => origin.trim());
  for (const origin of named)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new SettingError(
        `MILEPOST_ORIGINS: "${origin}" is not an origin such as https://app.example.com`,
      );
  return new Set(named);
}

const units = { s: 1, sec: 1, min: 60, h: 3_600, hour: 3_600 } as const;

function rate(text: string): Rate | null {
  if (text === 'off') return null;
  const match = /^([1-9]\d{0,8})\/(s|sec|min|h|hour)$/.exec(text);
  if (!match) throw new SettingError(`MILEPOST_RATE: "${text}" is not a rate such as 600/min, or off`);
  return { requests: Number(match[1]), seconds: units[match[2] as keyof typeof units] };
}

function proxies(text: string | undefined): string[] {
  const addresses = (text ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  for (const address of addresses)
    if (isIP(address) === 0)
      throw new SettingError(`MILEPOST_TRUSTED_PROXIES: "${address}" is not an IP address`);
  return addresses;
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function level(text: string): string {
  if (!levels.includes(text))
    throw new SettingError(`MILEPOST_LOG: "${text}" is not one of ${levels.join(', ')}`);
  return text;
}
