import { command } from '../../../../api/client';
import { type FoundPerson, peopleFinder } from '../../../../api/find-people';
import { sentenceFor } from '../../../../api/trouble';
import { changedFlag, changedNumber, changedText, dataText } from '../../../../shared/event';
import { LIMITS } from '../../../../shared/limits';
import { type FoundRow, foundRows, type Seated, seatedFrom } from '../../../../view/table';
import type { PlaceRow } from '../view';

/** Nothing of it is shown. */
const finders = new WeakMap<object, ReturnType<typeof peopleFinder>>();

const NOBODY: Seated = { name: '', title: '' };

/**
 * Who really sits at the table: planned people ticked one by one, and whoever sits there in somebody's place. Gives
 * `change` with the places as the server has them then, and `typing` with whether letters are typed here.
 */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    session: { type: String, value: '' },
    places: { type: Array, value: [] as PlaceRow[] },
    /** How many are ticked, in words. */
    line: { type: String, value: '' },
  },
  data: {
    isOpen: false,
    isAdding: false,
    /** Whoever is about to be added, and as what. */
    person: NOBODY,
    isChair: false,
    found: [] as FoundPerson[],
    rows: [] as FoundRow[],
    problem: '',
    isSending: false,
    limits: LIMITS,
  },
  methods: {
    fold() {
      this.setData({ isOpen: !this.data.isOpen, problem: '' });
      this.showForm(false);
    },
    async toggle(event: WechatMiniprogram.TouchEvent) {
      const place = this.data.places[Number(dataText(event, 'at'))];
      if (!place) return;
      const { name, title, isChair, isPresent } = place;
      await this.mark({ name, title }, isChair, !isPresent);
    },
    startAdding() {
      this.setData({ person: NOBODY, isChair: false, found: [], rows: [], problem: '' });
      this.showForm(true);
    },
    showForm(isAdding: boolean) {
      this.setData({ isAdding });
      this.triggerEvent('typing', { value: isAdding });
    },
    async find(event: WechatMiniprogram.CustomEvent) {
      const name = changedText(event);
      if (name === this.data.person.name) return;
      const finder = finders.get(this) ?? peopleFinder();
      finders.set(this, finder);
      this.setData({ person: { name, title: this.data.person.title } });
      try {
        const found = await finder(name);
        if (found) this.setData({ found, rows: foundRows(found), problem: '' });
      } catch (error) {
        // Name and office can be typed all the same.
        this.setData({ found: [], rows: [], problem: sentenceFor(error) });
      }
    },
    pick(event: WechatMiniprogram.CustomEvent) {
      const person = this.data.found[changedNumber(event, -1)];
      if (person) this.setData({ person: seatedFrom(person), found: [], rows: [] });
    },
    typeTitle(event: WechatMiniprogram.CustomEvent) {
      this.setData({ person: { ...this.data.person, title: changedText(event) } });
    },
    setChair(event: WechatMiniprogram.CustomEvent) {
      this.setData({ isChair: changedFlag(event) });
    },
    async add() {
      const { person, isChair } = this.data;
      const isAdded = await this.mark(
        { ...person, name: person.name.trim(), title: person.title.trim() },
        isChair,
        true,
      );
      if (isAdded) this.showForm(false);
    },
    async mark(person: Seated, isChair: boolean, isPresent: boolean): Promise<boolean> {
      if (this.data.isSending) return false;
      this.setData({ isSending: true, problem: '' });
      try {
        const sessionId = this.data.session;
        const { places } = await command('hall.setPresent', { sessionId, person, isChair, isPresent });
        this.triggerEvent('change', { value: places });
        return true;
      } catch (error) {
        this.setData({ problem: sentenceFor(error) });
        return false;
      } finally {
        this.setData({ isSending: false });
      }
    },
  },
});
