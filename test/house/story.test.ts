import { stepsFor } from '../story';

const runs = new Map<string, () => Promise<void>>();
const step = stepsFor((name, run) => runs.set(name, run));
let walked: string[];

beforeEach(() => {
  runs.clear();
  walked = [];
});

const walks = (name: string) => () => {
  walked.push(name);
};
const breaks = () => {
  throw new Error('the projector is dark');
};

/** What steps end with that are tried one after the other, whatever became of the last: all, unless some are named. */
async function outcomes(names: readonly string[] = [...runs.keys()]): Promise<Record<string, unknown>> {
  const ends: Record<string, unknown> = {};
  for (const name of names)
    ends[name] = await runs
      .get(name)?.()
      .then(
        () => 'passed',
        (error: unknown) => error,
      );
  return ends;
}

test('a step that builds on one that failed names it and is not walked; an independent one goes on', async () => {
  const open = step('open', [], walks('open'));
  const queue = step('queue', [open], breaks);
  step('call', [open, queue], walks('call'));
  step('vote', [open], walks('vote'));
  step('portal', [], walks('portal'));
  expect(await outcomes()).toEqual({
    open: 'passed',
    queue: new Error('the projector is dark'),
    call: new Error("builds on 'queue', which failed"),
    vote: 'passed',
    portal: 'passed',
  });
  expect(walked).toEqual(['open', 'vote', 'portal']);
});

test('at the end of a long way the step is named where it broke, also when that was the start', async () => {
  const start = step('start', [], breaks);
  const open = step('open', [start], walks('open'));
  const close = step('close', [open], walks('close'));
  step('minutes', [close], walks('minutes'));
  const broken = new Error("builds on 'start', which failed");
  expect(await outcomes()).toEqual({
    start: new Error('the projector is dark'),
    open: broken,
    close: broken,
    minutes: broken,
  });
  expect(walked).toEqual([]);
});

test('a step that does not come to its end in time carries nothing', async () => {
  const open = step('open', [], () => new Promise<void>(() => undefined));
  step('close', [open], walks('close'));
  // A runner whose time for a step is over goes on without it.
  void runs.get('open')?.();
  expect(await outcomes(['close'])).toEqual({ close: new Error("builds on 'open', which failed") });
});

test('a step that is asked for alone first walks those it builds on, each once', async () => {
  const start = step('start', [], walks('start'));
  const open = step('open', [start], walks('open'));
  step('vote', [start], walks('vote'));
  step('close', [start, open], walks('close'));
  expect(await outcomes(['close'])).toEqual({ close: 'passed' });
  expect(walked).toEqual(['start', 'open', 'close']);
});
