/** Where kinds look: paths of values, and what stands in templates. */

export const ANYWHERE = /./;
export const CONDITION = /(?:^|\.)if$/;
export const DEDUPE = /\.dedupe\.key$/;
export const SWITCH = /\.switch$/;
/** What a customer reads. */
export const MESSAGE = /\.text$|\.title$|\.subtitle$/;
export const URL = /\.with\.url$/;
export const USER = /\.with\.user_id$/;

/** A mustache that holds a path alone. */
export const PATH = /\{\{([a-z][\w.]*)\}\}/g;
/** The whole of a value that is one mustache, with its quotes. */
export const LONE = /^(["'])\{\{(.+)\}\}\1$/g;
/** Any mustache that is no block. */
export const MUSTACHE = /\{\{([^{}#/~!>]+)\}\}/g;
/** The last field of a path into the body, the query or the parameters. */
export const REQUEST_FIELD =
  /(?<=(?<!\.)\b(?:trigger\.)?(?:body|query|params)\.(?:\w+\.)*)[A-Za-z_]\w*(?![\w.])/g;
/** The last field of a path into the output of a step. */
export const OUTPUT_FIELD = /(?<=\bsteps\.\w+\.output\.(?:\w+\.)*)[A-Za-z_]\w*(?![\w.])/g;
