import { openPage } from '../../shared/open-page';

/** Opens the form for a complaint about words of others that stand on the page. */
Component({
  properties: {
    /** Where they stand, a key of COMPLAINT_PLACES. */
    place: { type: String, value: '' },
    /** The case, or the session. */
    subject: { type: String, value: '' },
  },
  methods: {
    open() {
      const { place, subject } = this.properties;
      openPage(`/packages/dialogue/complain/complain?place=${place}&id=${subject}`);
    },
  },
});
