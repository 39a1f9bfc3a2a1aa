import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const client = new Client({ name: 'example', version: '1.0.0' });
await client.connect(new StdioClientTransport({ command: 'tovmach', args: ['mcp'], env: { PATH: process.env.PATH } }));
const { tools } = await client.listTools();
console.log('tools:', tools.map(({ name }) => name).join(', '));
const answer = await client.callTool({
  name: 'translate_text',
  arguments: { text: 'Рада ухвалила бюджет міста на наступний рік.', to: 'en' },
});
for (const { text } of answer.content) console.log(text);
await client.close();
