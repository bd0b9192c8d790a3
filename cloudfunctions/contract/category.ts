import { CATEGORY_ID } from '../../miniprogram/shared/category';
import { shortString } from './text';

/**
 * What a question or a case is about: spelt like an id; whether it can be chosen now, the list says
 * (core/case/categories.ts). A file of its own, because session, booking and case all speak of it.
 */
export const category = shortString(11).regex(CATEGORY_ID);
