/** The preview, told once: the session page shows it and the office sees the same before publishing. A `SessionView`. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    session: { type: Object, value: {} as { articleUrl?: string } },
  },
  methods: {
    openArticle() {
      this.triggerEvent('article', { value: String(this.data.session.articleUrl ?? '') });
    },
  },
});
