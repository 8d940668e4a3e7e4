import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

/** Claims for one person that a process makes as fast as it can. */
export interface Claiming {
  /** Where to claim, in turns. */
  urls: readonly string[];
  key: string;
  claims: number;
}

/** How many claims had each answer: `200 true`, `200 false`, `503` and so on. */
export type ClaimCounts = Record<string, number>;

const connections = 50;

/** Makes claims in a process of its own. */
export async function claimInProcess(claiming: Claiming): Promise<ClaimCounts> {
  const child = fork(import.meta.filename, [JSON.stringify(claiming)]);
  const [counts] = (await once(child, 'message')) as [ClaimCounts];
  child.disconnect();
  return counts;
}

async function claimAll({ urls, key, claims }: Claiming): Promise<ClaimCounts> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const counts: ClaimCounts = {};
  let left = claims;
  const claimOn = async () => {
    while (left > 0) {
      left -= 1;
      const touchpoint = left % 2 ? 'ticket_closed' : 'pulse';
      const body = JSON.stringify({ key, person: { id: 'u-17' }, touchpoint, response: randomUUID() });
      const answer = await post(`${urls[left % urls.length]}/v1/claims`, { body, agent });
      counts[answer] = (counts[answer] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, claimOn));
  agent.destroy();
  return counts;
}

function post(url: string, { body, agent }: { body: string; agent: Agent }): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const asked = response.statusCode === 200 ? ` ${(JSON.parse(text) as { ask: boolean }).ask}` : '';
        resolve(`${response.statusCode}${asked}`);
      });
    });
    // The collector may close a connection that was idle just when it is used again.
    sent.on('error', (error) => (sent.reusedSocket ? resolve(post(url, { body, agent })) : reject(error)));
    sent.end(body);
  });
}

if (import.meta.main) {
  const claiming = JSON.parse(process.argv[2] ?? '') as Claiming;
  process.send?.(await claimAll(claiming));
}
