import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

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

  describe.each(['ballot', 'remark'])('the box %s', (box) => {
    it('holds nothing that knows a caller, and no other SDK than the plain one', () => {
      const files = linked(box);
      expect(files.filter((file) => file.startsWith('cloudfunctions/platform/'))).toEqual([]);
      expect(files.filter((file) => file.includes('node_modules/wx-server-sdk/'))).toEqual([]);
    });

    it('prints nothing and looks at no header, address or clock', () => {
      const own = linked(box).filter((file) => /^cloudfunctions\/(ballot|remark)\//.test(file));
      expect(own).toContain('cloudfunctions/ballot/door.ts');
      for (const file of own) {
        const code = readFileSync(file, 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
        expect(code).not.toMatch(/console|process\.stdout|event\.headers|Date|performance|context/);
      }
    });
  });

  it('only the hall function can reach the private keys of slots to sign with them', () => {
    const reaching = functions.filter((name) =>
      linked(name).some((file) => file.endsWith('platform/ballots/session-signers.ts')),
    );
    expect(reaching).toEqual(['hall']);
  });

  it('nobody but the ballot box and the closing touches ballots', () => {
    const reaching = functions.filter((name) =>
      linked(name).some((file) => file.endsWith('platform/ballots/ballot-box.ts')),
    );
    expect(reaching.filter((name) => !['survey', 'jobs'].includes(name))).toEqual([]);
  });
});
