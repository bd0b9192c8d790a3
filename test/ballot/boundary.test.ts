import '../booking/sdk-environment';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { main as castOver } from '../../cloudfunctions/ballot';
import { main as letterOver } from '../../cloudfunctions/letterbox';
import { main as remarkOver } from '../../cloudfunctions/remark';

const functions = readdirSync('cloudfunctions', { withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && readdirSync(join('cloudfunctions', entry.name)).includes('index.ts'),
  )
  .map(({ name }) => name);

const { outputs } = buildSync({
  entryPoints: Object.fromEntries(functions.map((name) => [name, join('cloudfunctions', name, 'index.ts')])),
  outdir: 'out',
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  logLevel: 'silent',
}).metafile;

/** Every file that ends up in a function, by path. */
const linked = (name: string): string[] => Object.keys(outputs[`out/${name}.js`]?.inputs ?? {});

describe('what is linked with what', () => {
  it('is known of every function', () => {
    expect(functions).toContain('ballot');
    for (const name of functions) expect(linked(name)).toContain(`cloudfunctions/${name}/index.ts`);
  });

  describe.each([
    ['ballot', castOver],
    ['remark', remarkOver],
    ['letterbox', letterOver],
  ])('the box %s', (box, main) => {
    it('holds nothing that knows a caller, and no other SDK than the plain one', () => {
      const files = linked(box);
      expect(files.filter((file) => file.startsWith('cloudfunctions/platform/'))).toEqual([]);
      expect(files.filter((file) => file.includes('node_modules/wx-server-sdk/'))).toEqual([]);
    });

    // That it prints nothing and asks no clock is held by the linter, see test/house/walls.test.ts.
    it('looks at no header, address or context of a request', async () => {
      const lookedAt = new Set<string | symbol>();
      const request = {
        httpMethod: 'POST',
        body: '{}',
        isBase64Encoded: false,
        headers: {},
        queryStringParameters: {},
        requestContext: { sourceIp: '10.0.0.1' },
      };
      const event = new Proxy(request, {
        get(target, name, receiver) {
          lookedAt.add(name);
          return Reflect.get(target, name, receiver);
        },
        ownKeys: () => {
          throw new Error('all of the request was looked at');
        },
      });
      expect(JSON.parse((await main(event)).body)).toEqual({ answer: 'malformed' });
      expect([...lookedAt].sort()).toEqual(['body', 'httpMethod', 'isBase64Encoded']);
      expect(main).toHaveLength(1);
    });
  });

  it('only the hall function can reach the private keys of slots to sign with them', () => {
    const reaching = functions.filter((name) =>
      linked(name).some((file) => file.endsWith('platform/ballots/session-signers.ts')),
    );
    expect(reaching).toEqual(['hall']);
  });

  it('only the closing and the opening make and destroy the keys of a box, and neither reads a private one', () => {
    const reaching = functions.filter((name) =>
      linked(name).some((file) => file.endsWith('platform/ballots/box-keys.ts')),
    );
    expect(reaching).toEqual(['jobs', 'survey']);
    const opening = functions.filter((name) =>
      linked(name).some((file) => file.endsWith('cloudfunctions/ballot/envelope.ts')),
    );
    expect(opening).toEqual(['ballot', 'remark']);
  });

  it('only the account function can sign passes, and nobody who sees the account opens letters', () => {
    const reaching = (file: string) =>
      functions.filter((name) => linked(name).some((path) => path.endsWith(file)));
    expect(reaching('platform/ballots/pass-signer.ts')).toEqual(['account']);
    expect(reaching('case/file-letter.ts')).toEqual(['jobs']);
    expect(reaching('letterbox/keep.ts')).toEqual(['letterbox']);
  });

  it('nobody but the ballot box and the closing touches ballots', () => {
    const reaching = functions.filter((name) =>
      linked(name).some((file) => file.endsWith('platform/ballots/ballot-box.ts')),
    );
    expect(reaching.filter((name) => !['survey', 'jobs'].includes(name))).toEqual([]);
  });
});
