import { randomUUID } from 'node:crypto';
import type { Claim, ClaimBasis, Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat, buildResponse } from '../envelope.ts';
import { incoming, type OpenStore, project, record, suiteNow, withStore } from './with-store.ts';

const decision = { reason: null, eligibleAt: null, survey: null, gates: [] };

function buildClaim(overrides: Partial<Claim> = {}): Claim {
  return {
    project,
    response: randomUUID(),
    touchpoint: 'ticket_closed',
    person: 'u-17',
    account: null,
    at: suiteNow,
    countPeopleSince: null,
    ...overrides,
  };
}

/** Grants what nobody was granted or shown before. */
async function claimOnce(store: Store, claim: Claim): Promise<string> {
  const { kind } = await store.claim(claim, ({ history }) => ({ ...decision, ask: history.length === 0 }));
  return kind;
}

/** What a claim is judged by; it is refused. */
async function basisOf(store: Store, claim: Claim): Promise<ClaimBasis | null> {
  const bases: ClaimBasis[] = [];
  await store.claim(claim, (basis) => {
    bases.push(basis);
    return { ...decision, ask: false };
  });
  return bases.at(-1) ?? null;
}

/** Prompts that are granted before they are shown. */
export function describeClaims(open: OpenStore): void {
  describe('a claim', () => {
    test('is granted once, of whoever asks at once', async () => {
      await using opened = await withStore(open);
      const stores = [opened.store, await opened.reopen()] as const;
      const kinds = await Promise.all(
        Array.from({ length: 10 }, (_, index) => claimOnce(stores[index % 2 === 0 ? 0 : 1], buildClaim())),
      );
      expect(kinds.sort()).toEqual(['granted', ...Array.from({ length: 9 }, () => 'refused')]);
    });

    test('is granted again under its response, and no other prompt under the same', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const claim = buildClaim();
      expect([await claimOnce(store, claim), await claimOnce(store, claim)]).toEqual(['granted', 'granted']);
      const never = () => {
        throw new Error('was judged');
      };
      expect(await store.claim({ ...claim, person: 'u-18' }, never)).toEqual({
        kind: 'conflict',
        field: 'person',
      });
      expect(await store.claim({ ...claim, touchpoint: 'pulse' }, never)).toEqual({
        kind: 'conflict',
        field: 'touchpoint',
      });
      const shown = buildResponse();
      await record(store, [incoming(shown)]);
      expect(await store.claim(buildClaim({ response: shown.id }), never)).toEqual({ kind: 'granted' });
    });

    test('lapses after two minutes unless its response comes', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await claimOnce(store, buildClaim());
      expect(await claimOnce(store, buildClaim({ at: suiteNow + 119_999 }))).toBe('refused');
      expect(await claimOnce(store, buildClaim({ at: suiteNow + 120_000 }))).toBe('granted');
    });

    test('is judged by what the person was shown, the newest first, but by nothing unverified', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const person = { id: 'u-17' };
      const shown = (seconds: number) => new Date(suiteNow - seconds * 1_000).toISOString();
      await record(store, [
        incoming({ ...buildResponse({ shown: shown(30) }), person }),
        incoming({
          ...buildResponse({ shown: shown(20), dismissed: { at: shown(19), reason: 'closed' } }),
          person,
          verified: true,
        }),
        incoming({ ...buildResponse({ shown: shown(10) }), person, verified: false }),
        incoming({ ...buildResponse({ shown: shown(5) }), person: { id: 'u-18' } }),
      ]);
      const other = buildClaim({ at: suiteNow - 2_000 });
      await store.claim(other, () => ({ ...decision, ask: true }));
      expect(await basisOf(store, buildClaim())).toEqual({
        history: [
          { touchpoint: 'ticket_closed', shown: suiteNow - 2_000 },
          { touchpoint: 'ticket_closed', shown: suiteNow - 20_000, dismissed: true },
          { touchpoint: 'ticket_closed', shown: suiteNow - 30_000, dismissed: false },
        ],
        people: null,
      });
    });

    test('counts the people of an account: known ones, those who were asked, and whether this one was', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const of = (id: string, verified = true) => ({ person: { id, account: 'acme' }, verified });
      await record(store, [
        incoming({ ...buildCsat(1), ...of('u-1') }),
        incoming({ ...buildCsat(1, { shown: '2026-10-01T00:00:00Z' }), ...of('u-2') }),
        incoming({ ...buildCsat(1), ...of('u-3', false) }),
      ]);
      const since = { account: 'acme', countPeopleSince: suiteNow - 86_400_000 };
      await store.claim(buildClaim({ ...since, person: 'u-4' }), () => ({ ...decision, ask: true }));
      expect((await basisOf(store, buildClaim({ ...since, person: 'u-5' })))?.people).toEqual({
        known: 4,
        askedOthers: 2,
        wasAsked: false,
      });
      // Whoever came is known, asked or not.
      expect((await basisOf(store, buildClaim({ ...since, person: 'u-1' })))?.people).toEqual({
        known: 4,
        askedOthers: 1,
        wasAsked: true,
      });
    });

    test('is forgotten with its person', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const since = { account: 'acme', countPeopleSince: 0 };
      await claimOnce(store, buildClaim(since));
      await store.erasePerson(project, { id: 'u-17', at: suiteNow, answers: 'keep' });
      expect(await basisOf(store, buildClaim({ ...since, person: 'u-1' }))).toEqual({
        history: [],
        people: { known: 1, askedOthers: 0, wasAsked: false },
      });
      expect(await claimOnce(store, buildClaim())).toBe('granted');
    });
  });
}
