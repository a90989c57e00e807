// Measures the TypeScript SDK's client as ClientLoad.java does the Java clients, but for allocations: Node counts none.
// Argument: URL. Orders on standard input, WHAT SECONDS; a line of JSON for each.
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const url = process.argv[2];

async function connected() {
  const client = new Client({ name: 'benchmark', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

async function call(client) {
  const result = await client.callTool({ name: 'echo', arguments: { message: 'hello' } });
  if (result.content[0].text !== 'hello') throw new Error(`Not the answer: ${JSON.stringify(result)}`);
}

async function connect(millis) {
  const micros = [];
  const end = performance.now() + millis;
  for (let begun = performance.now(); begun < end; begun = performance.now()) {
    const another = await connected();
    await call(another);
    micros.push((performance.now() - begun) * 1000);
    await another.close();
  }
  return summary(micros);
}

async function round(client, concurrency, millis) {
  const micros = [];
  const end = performance.now() + millis;
  const loop = async () => {
    let begun = performance.now();
    do {
      await call(client);
      micros.push((performance.now() - begun) * 1000);
      begun = performance.now();
    } while (begun < end);
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  return summary(micros);
}

function summary(micros) {
  micros.sort((a, b) => a - b);
  const at = (part) => Math.round(micros[Math.floor(micros.length * part)]);
  return { count: micros.length, p50: at(0.5), p99: at(0.99) };
}

const client = await connected();
for await (const order of createInterface({ input: process.stdin })) {
  const [what, seconds] = order.split(' ');
  const millis = Number(seconds) * 1000;
  console.log(JSON.stringify(what === 'connect' ? await connect(millis) : await round(client, Number(what), millis)));
}
process.exit(0);
