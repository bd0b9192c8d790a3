import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cloud } from '../../dev/cloud';

/** A wire to the cloud that can be cut or held after so many requests: whoever writes through it dies, or is slow. */
export interface Wire {
  readonly url: string;
  /** From now on so many requests get through; the next ones find no network. */
  allow(requests: number): void;
  /**
   * Lets so many requests through and holds the next one. Answers once it is held, with what lets it go.
   */
  hold(requests: number): Promise<() => void>;
  stop(): Promise<void>;
}

export async function wireTo({ url }: Pick<Cloud, 'url'>): Promise<Wire> {
  let left = Number.POSITIVE_INFINITY;
  let holding: { after: number; held: (release: () => void) => void } | null = null;
  const server = createServer(async (asked, answer) => {
    if (holding !== null && holding.after-- <= 0) {
      const { held } = holding;
      holding = null;
      await new Promise<void>((release) => held(release));
    }
    if (left <= 0) {
      // An answer that is none: a socket cut off would leave the SDK's own warning timer behind.
      answer.writeHead(503).end('{"code":"SYS_ERR","message":"cut"}');
      return;
    }
    left--;
    const { method, headers } = asked;
    asked.pipe(
      request(new URL(asked.url ?? '/', url), { method, headers }, (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    allow: (requests) => {
      left = requests;
    },
    hold: (after) =>
      new Promise((held) => {
        holding = { after, held };
      }),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
