/** What the reference begins with. */
export const introduction = `Scores that can be trusted, and what they are made of.

**Keys.** Analysts and servers send a secret key: \`Authorization: Bearer mp_sec_…\`. Pages send a public key, which can
never read an answer. A page may not hold a secret key.

**Times.** Dates are days in the time zone of the project, ranges are half-open (\`from\` belongs to them, \`to\` does
not), and instants are RFC 3339.

**Numbers.** Nothing is rounded. A score stands with its number of answers and its interval; \`precision\` says how much it
can carry, and \`suppressed\` why it is not shown. \`notes\` are sentences for whoever reads the table.

**Refusals.** Every refusal is \`application/problem+json\` (RFC 9457) with a stable \`code\`, and names every fault of the
input. A parameter that is not known is a fault: it would otherwise be thought to have been obeyed.`;
