// A server of MCP 2026-07-28 and nothing older, on the TypeScript SDK: one tool that takes steps, two that ask the user.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, fromJsonSchema, inputRequired, McpServer } from '@modelcontextprotocol/server';

const nothing = fromJsonSchema({ type: 'object', properties: {} });
const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] });

function asks(server: McpServer, name: string, question: object) {
  server.registerTool(name, { description: 'Asks the user first', inputSchema: nothing }, async (_: any, ctx: any) => {
    const answer = ctx.mcpReq.inputResponses?.answer;
    if (answer === undefined) {
      return inputRequired({
        inputRequests: {
          answer: inputRequired.elicit({
            message: 'Deploy it where?',
            requestedSchema: { type: 'object', properties: { place: question }, required: ['place'] },
          } as any),
        },
        requestState: 'asked',
      });
    }
    return text(`${ctx.mcpReq.requestState()}: ${answer.action} ${answer.content?.place ?? 'nothing'}`);
  });
}

const handler = createMcpHandler(
  () => {
    const server = new McpServer({ name: 'interop', version: '1' });
    server.registerTool(
      'count',
      {
        description: 'Counts',
        inputSchema: fromJsonSchema({ type: 'object', properties: { to: { type: 'integer' } }, required: ['to'] }),
        outputSchema: fromJsonSchema({ type: 'object', properties: { counted: { type: 'integer' } }, required: ['counted'] }),
      },
      async ({ to }: any, ctx: any) => {
        const progressToken = ctx.mcpReq._meta?.progressToken;
        for (let progress = 1; progress <= to && progressToken !== undefined; progress++) {
          await ctx.mcpReq.notify({
            method: 'notifications/progress',
            params: { progressToken, progress, total: to, message: `counted ${progress}` },
          });
        }
        return { ...text(`counted to ${to}`), structuredContent: { counted: to } };
      },
    );
    server.registerTool('fails', { description: 'Fails', inputSchema: nothing }, async () => ({
      ...text('it did not work'),
      isError: true,
    }));
    asks(server, 'asks', { type: 'string' });
    asks(server, 'asks_with_default', { type: 'string', default: 'staging' });
    return server;
  },
  { legacy: 'reject' },
);

const http = createServer(toNodeHandler(handler));
http.listen(0, '127.0.0.1', () => console.log(`port ${(http.address() as any).port}`));
