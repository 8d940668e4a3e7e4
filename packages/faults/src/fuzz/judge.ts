import { problemStatus, rejectionCodes } from '@milepost/protocol';
import type { HttpAnswer } from './connection.ts';

/** What only the inside of the collector says. */
const inside =
  /\n\s+at |node:internal|node_modules|\/packages\/|\.[cm]?[jt]s:\d|SQLITE|sqlite|ZodError|(Range|Type|Reference)Error|Cannot read|is not a function|is not iterable|call stack|Invalid time value/;

const isKnown = (code: unknown) => typeof code === 'string' && Object.hasOwn(problemStatus, code);
const rejections: ReadonlySet<unknown> = new Set(rejectionCodes);

/** What is wrong with an answer, whatever was asked; null when nothing is. */
export function judge({ status, head, body }: HttpAnswer): string | null {
  if (inside.test(body)) return 'tells of its inside';
  let parsed: Record<string, unknown>;
  try {
    parsed = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
  } catch {
    return 'is no JSON';
  }
  if (status < 300) return refusalsFault(parsed['rejected']);
  const { code } = parsed;
  if (!/\r\ncontent-type: application\/problem\+json/i.test(head)) return 'is no problem';
  if (!isKnown(code)) return `has the code ${String(code)}`;
  if (problemStatus[code as keyof typeof problemStatus] !== status) return `has the code ${String(code)}`;
  if (status >= 500 && code !== 'overloaded') return 'is a fault of the collector';
  if (typeof parsed['detail'] !== 'string' || parsed['detail'] === '') return 'has no detail';
  return null;
}

function refusalsFault(rejected: unknown): string | null {
  if (!Array.isArray(rejected)) return null;
  const odd = rejected.find((one) => !rejections.has(one.code) || typeof one.detail !== 'string');
  return odd ? `rejects with ${JSON.stringify(odd)}` : null;
}
