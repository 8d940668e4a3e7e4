import { checkProgram } from '@milepost/protocol';
import { buildAnswer, buildProgram, buildResponse } from '@milepost/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownProgram, revise } from '../program/known.ts';
import { scrubResponse, scrubText, scrubValue } from './scrub.ts';

const personal: Record<'email' | 'card' | 'phone', string[]> = {
  email: [
    'ana@example.com',
    'Ana.Lima+survey@mail.example.co.uk',
    "o'neil_99%x@sub-domain.example.org",
    'jürgen@münchen.de',
    'a@b.co',
    'ANA@EXAMPLE.COM',
    'ana%40example.com',
  ],
  card: [
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '5555555555554444',
    '2223 0031 2200 3222',
    '378282246310005',
    '3782 822463 10005',
    '3056 930902 5904',
    '6011-1111-1111-1117',
    '6205500000000000004',
  ],
  phone: [
    '+442079460958',
    '+44 20 7946 0958',
    '+44 (0)20 7946 0958',
    '+49-171-2345678',
    '+1 (555) 123-4567',
    '+33 6 12 34 56 78',
    '0044 20 7946 0958',
    '020 7946 0958',
    '(020) 7946 0958',
    '07700 900123',
    '07700900123',
    '0171/2345678',
    '06 12 34 56 78',
    '06.12.34.56.78',
    '(555) 123-4567',
    '555-123-4567',
    '555.123.4567',
    '1-800-555-0199',
  ],
};

const harmless = [
  // Orders, tickets, tracking and serial numbers
  'T-42',
  'order 4711',
  'order 1234567890',
  'order #20261122001',
  'ORD-2026-000123',
  'INV/2026/11/0042',
  '302-1234567-1234567',
  'order 0012345678',
  '1Z999AA10123456784',
  '4111111111111112',
  '4006381333931',
  '978-3-16-148410-0',
  '356938035643809',
  '1763794803120',
  '0199a1b2-1234-7123-8123-0123456789ab',
  '01234567-0123-4567-8901-234567890123',
  // Dates and times
  '2026-11-22',
  '22/11/2026',
  '01.02.2026',
  '01.02.2026 14:30',
  '2026-11-22T06:59:50.001Z',
  '11/22/2026 10:15:30',
  '09:00-17:30',
  'from 2019 to 2026',
  // Prices and quantities
  '$1,234,567.89',
  '1 234 567,00 €',
  '0,99',
  '+15 %',
  '100-200 of 3000 users',
  '3.14159265358979',
  // Addresses of machines, versions and the like
  '192.168.100.200',
  '255.255.255.0',
  '10.0.0.1:8080',
  '2001:db8::1',
  'v1.22.333',
  'node@24.1.0',
  '141.0.7390.65',
  '@ana said so',
  '3 @ 5.00',
  'user@localhost',
  '/tickets/42?tab=2&page=10',
];

describe('scrubText', () => {
  const all = Object.entries(personal).flatMap(([name, texts]) => texts.map((text) => [text, name] as const));

  it.each(all)('takes out %s', (text, name) => {
    expect(scrubText(text)).toBe(`[${name}]`);
    expect(scrubText(`It is ${text}, thanks.`)).toBe(`It is [${name}], thanks.`);
    expect(scrubText(`(${text})\n${text}`)).toBe(`([${name}])\n[${name}]`);
  });

  it.each(harmless)('leaves %s alone', (text) => {
    expect(scrubText(text)).toBe(text);
    expect(scrubText(`It was ${text}, thanks.`)).toBe(`It was ${text}, thanks.`);
  });

  it('keeps what stands beside it', () => {
    expect(scrubText('Card 4111 1111 1111 1111 12/27, mail ana@example.com; call +44 20 7946 0958.')).toBe(
      'Card [card] 12/27, mail [email]; call [phone].',
    );
  });

  it('takes everything out of numbers that hang together', () => {
    for (const count of [2, 3, 4, 5, 50]) {
      const text = scrubText(`Call ${'+1234567'.repeat(count)}, thanks.`);
      expect(text).toMatch(/^Call [^\d]*, thanks\.$/);
      expect(scrubText(text)).toBe(text);
    }
  });

  it('does to a text that was scrubbed nothing more', () => {
    const pieces = [
      ...Object.values(personal).flat(),
      ...harmless,
      '+',
      '4',
      '0',
      '@',
      ' ',
      '-',
      '.',
      '(',
      'x',
      '+1234567',
      '%40',
      'a@b.co',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 12 }), (parts) => {
        const once = scrubText(parts.join(''));
        expect(scrubText(once)).toBe(once);
      }),
    );
  });

  it.each(['a', '1', '1 ', '+1', '+1234567', '0-', 'a.', '4111 ', 'a@a.', '('])(
    'is done with 16,000 characters of %j in a moment',
    (piece) => {
      const text = piece.repeat(16_000 / piece.length);
      const before = process.cpuUsage().user;
      scrubText(text);
      expect(process.cpuUsage().user - before).toBeLessThan(1_000_000);
    },
  );
});

describe('scrubResponse', () => {
  const scrubbing = (scrub: boolean): KnownProgram => {
    const { program, faults } = checkProgram({
      ...buildProgram(),
      privacy: { scrub },
    });
    if (!program) throw new Error(JSON.stringify(faults));
    const { surveys } = revise(null, program);
    return {
      project: 'default',
      revision: 1,
      program,
      surveys: new Map(surveys.map((one) => [one.survey, new Map([[one.version, one]])])),
      touchpoints: new Map(),
      locales: new Set(),
    };
  };
  const response = buildResponse({
    page: '/tickets?from=ana%40example.com',
    facts: { ticketId: '+44 20 7946 0958' },
    answers: [buildAnswer('satisfaction', 4), buildAnswer('why', 'Ask ana@example.com')],
    person: { id: 'ana@example.com', traits: { plan: 'pro' } },
  } as object);

  it('scrubs texts and the page, and nothing that the host gave on purpose', () => {
    expect(scrubResponse(response, scrubbing(true))).toEqual({
      ...response,
      page: '/tickets?from=[email]',
      answers: [buildAnswer('satisfaction', 4), buildAnswer('why', 'Ask [email]')],
    });
  });

  it('does nothing unless the program asks for it', () => {
    expect(scrubResponse(response, scrubbing(false))).toBe(response);
  });
});

describe('scrubValue', () => {
  it('scrubs what was refused wherever a text may be in it, and keeps ids and times', () => {
    const input = {
      id: '0199a1b2-1234-7123-8123-0123456789ab',
      shown: '2026-11-22T06:59:50.001Z',
      answers: { why: ['ana@example.com', 4111111111111111, 4] },
    };
    expect(JSON.parse(JSON.stringify(input, scrubValue))).toEqual({
      ...input,
      answers: { why: ['[email]', '[card]', 4] },
    });
  });
});
