import { type FoundPerson, peopleFinder } from '../../../../api/find-people';
import { sentenceFor } from '../../../../api/trouble';
import { changedNumber, changedText, dataText } from '../../../../shared/event';
import { LIMITS } from '../../../../shared/limits';
import {
  type FoundRow,
  foundRows,
  movedAt,
  type Seated,
  seatedFrom,
  withoutAt,
  withSeated,
  withTitleAt,
} from '../../../../view/table';
import { attendeeLines, attendeesFrom } from '../plan-form';

/** Nothing of it is shown. */
const finders = new WeakMap<object, ReturnType<typeof peopleFinder>>();

/**
 * Who sits at the table to answer: chosen from the roster and the departments, typed, or pasted as lines. Gives `change`
 * with the people as they are then.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    people: { type: Array, value: [] as Seated[] },
    error: { type: String, value: '' },
  },
  data: {
    /** Here and not in the template, where a line break would be shown as two letters. */
    example: '一行一位：姓名 职务\n可以从表格里整列粘贴',
    search: '',
    found: [] as FoundPerson[],
    rows: [] as FoundRow[],
    /** Whose office is being changed; -1 for nobody. */
    open: -1,
    isPasting: false,
    lines: '',
    problem: '',
    limits: LIMITS,
  },
  methods: {
    give(people: Seated[]) {
      this.triggerEvent('change', { value: people });
    },
    async find(event: WechatMiniprogram.CustomEvent) {
      const search = changedText(event);
      const finder = finders.get(this) ?? peopleFinder();
      finders.set(this, finder);
      this.setData({ search });
      try {
        const found = await finder(search);
        if (found) this.setData({ found, rows: foundRows(found), problem: '' });
      } catch (error) {
        // The name can be typed all the same.
        this.setData({ found: [], rows: [], problem: sentenceFor(error) });
      }
    },
    pick(event: WechatMiniprogram.CustomEvent) {
      const person = this.data.found[changedNumber(event, -1)];
      if (person) this.add(seatedFrom(person));
    },
    addTyped(event: WechatMiniprogram.CustomEvent) {
      this.add({ name: changedText(event), title: '' });
    },
    /** Whoever has no office yet is asked for it at once. */
    add(person: Seated) {
      const people = withSeated(this.data.people, person);
      this.setData({ search: '', found: [], rows: [], open: person.title === '' ? people.length - 1 : -1 });
      this.give(people);
    },
    edit(event: WechatMiniprogram.TouchEvent) {
      const at = Number(dataText(event, 'at'));
      this.setData({ open: this.data.open === at ? -1 : at });
    },
    typeTitle(event: WechatMiniprogram.CustomEvent) {
      this.give(withTitleAt(this.data.people, this.data.open, changedText(event)));
    },
    up() {
      this.move(-1);
    },
    down() {
      this.move(1);
    },
    move(by: -1 | 1) {
      const { people, open } = this.data;
      if (!people[open + by]) return;
      this.give(movedAt(people, open, by));
      this.setData({ open: open + by });
    },
    drop() {
      this.give(withoutAt(this.data.people, this.data.open));
      this.setData({ open: -1 });
    },
    paste() {
      const isPasting = !this.data.isPasting;
      this.setData({ isPasting, open: -1, lines: isPasting ? attendeeLines(this.data.people) : '' });
    },
    typeLines(event: WechatMiniprogram.CustomEvent) {
      const lines = changedText(event);
      this.setData({ lines });
      this.give(attendeesFrom(lines, this.data.people));
    },
  },
});
