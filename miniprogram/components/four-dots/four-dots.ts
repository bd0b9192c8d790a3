interface Dot {
  label: string;
  state: 'done' | 'now' | 'next';
}

const MARK: Dot[] = ['热', '难', '堵', '痛'].map((label) => ({ label, state: 'done' }));

/**
 * The mark of four dots (热 难 堵 痛), or four steps of a way with the first `done` of them behind one.
 * The step after them is where things stand now.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** Empty: the mark itself. */
    steps: { type: Array, value: [] as string[] },
    done: { type: Number, value: 0 },
  },
  // An observer runs only once a property is given, so the mark, which takes none, stands here.
  data: { dots: MARK, spoken: '四点对话', isMark: true },
  observers: {
    'steps, done'(steps: string[], done: number) {
      if (steps.length === 0) {
        this.setData({ isMark: true, spoken: '四点对话', dots: MARK });
        return;
      }
      const stateOf = (index: number) => (index < done ? 'done' : index === done ? 'now' : 'next');
      this.setData({
        isMark: false,
        spoken: `共 ${steps.length} 步：${steps.join('、')}，已到第 ${done} 步`,
        dots: steps.map((label, index): Dot => ({ label, state: stateOf(index) })),
      });
    },
  },
});
