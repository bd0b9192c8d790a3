import { CARD_COLOURS, type CardColour } from '../../shared/survey';

const isColour = (text: string): text is CardColour => Object.keys(CARD_COLOURS).includes(text);

/** A yellow or red card: its colour, its shape and its word, so that no one of them has to be seen. `isOff`: withdrawn. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    colour: { type: String, value: '' },
    isLarge: { type: Boolean, value: false },
    isOff: { type: Boolean, value: false },
  },
  data: { word: '' },
  observers: {
    colour(colour: string) {
      this.setData({ word: isColour(colour) ? CARD_COLOURS[colour] : '' });
    },
  },
});
