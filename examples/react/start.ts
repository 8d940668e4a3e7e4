import { buildExample } from './build.ts';
import { serveExample } from './server.ts';

const { MILEPOST_URL, MILEPOST_PUBLIC_KEY: key } = process.env;
const react = process.argv.includes('--react-18') ? 18 : 19;

if (!key) {
  console.error('MILEPOST_PUBLIC_KEY is missing: the collector prints it, and keeps it in data/keys.env.');
  process.exitCode = 1;
} else {
  await buildExample({ react });
  const collector = MILEPOST_URL ?? 'http://127.0.0.1:4600';
  const { url } = await serveExample({ port: 4701, react, collector, key });
  console.log(`Tern runs on ${url} with React ${react}. Ctrl-C stops it.`);
}
