import { createServer } from 'node:http';

/** The few routes of the cloud that the phone's own tests need, with every request kept. */
export interface StandInCloud {
  url: string;
  requests: { path: string; body: string }[];
  stop(): Promise<void>;
}

const answers: Record<string, unknown> = {
  '/workbench/clock': { now: Date.UTC(2026, 2, 5, 8, 0) },
  '/workbench/state': {
    now: Date.UTC(2026, 2, 5, 8, 0),
    templates: [],
    credits: [],
    messages: [
      {
        msgId: '1',
        openid: 'wu-tong',
        templateId: 'reminder',
        page: 'pages/second/second?id=16',
        data: { thing1: '第 16 期' },
        at: 0,
      },
    ],
    articles: [
      {
        title: '明天下午四点,面对面',
        url: 'https://mp.weixin.qq.com/s/preview',
        content: '<p>预告</p>',
        at: 0,
      },
    ],
    drafts: [],
  },
  '/call': { result: { place: 3 } },
  '/upload': { fileID: 'cloud://local.bucket/a.png' },
};

export async function startStandInCloud(): Promise<StandInCloud> {
  const requests: StandInCloud['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '/';
      requests.push({ path, body: Buffer.concat(chunks).toString() });
      if (path === '/workbench/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': listening\n\n');
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answers[path.split('?')[0] ?? ''] ?? { path }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
