/** A change that a person has to make in a console, with the sentence about where. */
export class ByHand extends Error {}
