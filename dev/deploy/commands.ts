import type { CollectionDefinition } from '../cloud/store/schema';

/** A command and its words, as a shell would split them. */
export type Command = readonly [string, ...string[]];

const LEVELS = { ADMINONLY: 'adminonly' } as const;

/**
 * What makes an environment's database as the files say, with the college's own CloudBase command line (v3,
 * docs.cloudbase.net/cli-v1): each collection, its indexes, its security rule. MongoDB answers a repeat of `createIndexes`
 * with what is there already, so all but `create` may be repeated.
 */
export function databaseCommands(
  collections: readonly CollectionDefinition[],
  envId: string,
): Array<{ command: Command; mayFail: boolean }> {
  return collections.flatMap(({ name, rule, indexes }) => [
    // Fails when the collection is there already.
    { command: execute({ create: name }, envId), mayFail: true },
    ...(indexes.length === 0
      ? []
      : [
          {
            command: execute(
              {
                createIndexes: name,
                indexes: indexes.map((index) => ({
                  name: index.name,
                  key: Object.fromEntries(index.keys),
                  unique: index.unique,
                })),
              },
              envId,
            ),
            mayFail: false,
          },
        ]),
    {
      command: [
        'tcb',
        'permission',
        'set',
        `collection:${name}`,
        '--level',
        LEVELS[rule],
        '-e',
        envId,
      ] as const,
      mayFail: false,
    },
  ]);
}

const execute = (command: object, envId: string): Command => [
  'tcb',
  'db',
  'nosql',
  'execute',
  '--command',
  JSON.stringify(command),
  '-e',
  envId,
];

/** For reading, and for pasting into a shell. */
export const asShell = (command: Command): string =>
  command
    .map((word) => (/^[A-Za-z0-9:._/-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`))
    .join(' ');
