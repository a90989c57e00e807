// Measures the TypeScript SDK's client as ClientLoad.java does the Java clients, but for allocations: Node counts none.
// Arguments: URL, calls of a round, connections, concurrencies.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const [url, calls, connections, ...concurrencies] = process.argv.slice(2);

async function connected() {
  const client = new Client({ name: 'benchmark', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

async function call(client) {
  const result = await client.callTool({ name: 'echo', arguments: { message: 'hello' } });
  if (result.content[0].text !== 'hello') throw new Error(`Not the answer: ${JSON.stringify(result)}`);
}

async function round(client, concurrency) {
  const micros = [];
  const loop = async () => {
    for (let left = Math.max(1, Math.floor(calls / concurrency)); left > 0; left--) {
      const begun = performance.now();
      await call(client);
      micros.push((performance.now() - begun) * 1000);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return summary(micros);
}

function summary(micros) {
  micros.sort((a, b) => a - b);
  const at = (part) => Math.round(micros[Math.floor(micros.length * part)]);
  return { p50: at(0.5), p99: at(0.99) };
}

const client = await connected();
for (let warming = 0; warming < 3; warming++) await round(client, 32);
const all = { client: 'typescript' };
const micros = [];
for (let left = Number(connections); left > 0; left--) {
  const begun = performance.now();
  const another = await connected();
  await call(another);
  micros.push((performance.now() - begun) * 1000);
  await another.close();
}
all.connect = summary(micros);
for (const concurrency of concurrencies) {
  await round(client, Number(concurrency));
  all[concurrency] = await round(client, Number(concurrency));
}
console.log(JSON.stringify(all));
process.exit(0);
