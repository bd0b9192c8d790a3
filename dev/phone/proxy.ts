import { type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Hands a request to the cloud and its answer back, streams included; an unreachable cloud is a 502 by name. */
export function passOn(cloudUrl: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const target = new URL(incoming.url ?? '/', cloudUrl);
  const forwarded = request(
    target,
    { method: incoming.method, headers: { ...incoming.headers, host: target.host } },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  forwarded.on('error', (error) => {
    if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'application/json; charset=utf-8' });
    outgoing.end(
      JSON.stringify({ error: { errCode: -502001, errMsg: `cloud unreachable: ${error.message}` } }),
    );
  });
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}
