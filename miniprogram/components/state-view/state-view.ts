const ICONS: Readonly<Record<string, string>> = {
  empty: 'chat-bubble',
  error: 'refresh',
  offline: 'wifi-off',
  'no-right': 'lock-on',
  missing: 'search',
  unbound: 'user',
  finished: 'check-circle',
};

/** What a page shows instead of its content: what is the matter, what is safe, and one thing to do. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    kind: { type: String, value: 'empty' },
    heading: { type: String, value: '' },
    text: { type: String, value: '' },
    /** Label of the one action; none where there is nothing to do. */
    action: { type: String, value: '' },
  },
  data: { icon: 'chat-bubble' },
  observers: {
    kind(kind: string) {
      this.setData({ icon: ICONS[kind] ?? 'chat-bubble' });
    },
  },
  methods: {
    act() {
      this.triggerEvent('act', { kind: this.data.kind });
    },
  },
});
