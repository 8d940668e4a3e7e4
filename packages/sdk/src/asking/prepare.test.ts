import { describe, expect, test } from 'vitest';
import { askFor, program } from './ask.fixture.ts';
import { prepare } from './prepare.ts';

describe('what is prepared', () => {
  test('is the survey with its version, the person and the moment', () => {
    const ask = askFor({ facts: { ticketId: 'T-42' } });
    expect(prepare(ask, ask.occasion, 'en')).toEqual({
      touchpoint: 'ticket_closed',
      survey: 'csat',
      version: 3,
      sample: 1,
      questions: [{ id: 'how', type: 'csat', text: 'How?' }],
      subject: 'u-17',
      person: { id: 'u-17', traits: { plan: 'pro' } },
      facts: { ticketId: 'T-42' },
      text: expect.any(Promise),
    });
  });

  test('is frozen: what the host changes afterwards does not reach it', () => {
    const facts: Record<string, string> = { ticketId: 'T-42' };
    const ask = askFor({ facts });
    const prepared = prepare(ask, ask.occasion, 'en');
    facts['ticketId'] = 'T-43';
    Object.assign(ask.occasion.person?.traits ?? {}, { plan: 'free' });
    expect(prepared).toMatchObject({ facts: { ticketId: 'T-42' }, person: { traits: { plan: 'pro' } } });
  });

  test.each<[string, string | undefined, string, string, string]>([
    ['the host wants', 'de', 'en', 'de', 'Wie?'],
    ['the page is in', undefined, 'de-AT', 'de', 'Wie?'],
    ['it was written in, where it has no other', 'fr', 'fr', 'en', 'How?'],
  ])('is in the language that %s', async (_, wanted, spoken, locale, text) => {
    const ask = askFor();
    const prepared = prepare(ask, { ...ask.occasion, locale: wanted }, spoken);
    const read = await prepared?.text;
    expect(read?.locale).toMatch(new RegExp(`^${locale}`));
    expect(read?.questions[0]?.text).toBe(text);
    expect(read?.words.send).toBe(locale === 'de' ? 'Senden' : 'Send');
  });

  test('says with what probability somebody was asked', () => {
    const ask = askFor();
    const touchpoints = { ticket_closed: { sample: 0.25 } } as never;
    const occasion = { ...ask.occasion, program: { ...program, touchpoints } };
    expect(prepare(ask, occasion, 'en')?.sample).toBe(0.25);
  });

  test.each(['constructor', '__proto__', 'gone', undefined])(
    'is nothing where no survey is called %j',
    (survey) => {
      const ask = askFor();
      const { survey: _, ...occasion } = ask.occasion;
      expect(prepare(ask, { ...occasion, ...(survey && { survey }) }, 'en')).toBeNull();
      expect(prepare(ask, { ...ask.occasion, program: undefined }, 'en')).toBeNull();
    },
  );
});
