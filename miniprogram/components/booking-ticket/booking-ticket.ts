/** A person's booking as a ticket: where it stands, when and where, what it is about. Shows a `BookingView`. */
Component({
  options: { styleIsolation: 'apply-shared', multipleSlots: false },
  properties: {
    booking: { type: Object, value: {} },
  },
});
