import { CHANNELS, type Channel } from './case';

/** What the mini program knows of the college that runs it. */
export interface CollegeSettings {
  name: string;
  hotline: {
    /** What the channel for urgent matters is called here. */
    label: string;
    /** The whole number that its button dials; empty: there is no button. */
    number: string;
  };
  /** The cloud environment of this mini program. */
  envId: string;
  /**
   * The college's own host name, empty while it has none. Codes in the hall are links to it, so that 扫一扫 of WeChat
   * opens the check-in page.
   */
  host: string;
}

/** The build puts the values of college.json here; no name of a college stands in the code. */
declare const COLLEGE_SETTINGS: CollegeSettings;
export const COLLEGE: CollegeSettings = COLLEGE_SETTINGS;

/** A channel as people of this college call it. */
export const channelLabel = (channel: Channel): string =>
  channel === 'hotline' ? COLLEGE.hotline.label : CHANNELS[channel];
