import { inValues, kinds } from "../kind.ts";
import { ANYWHERE } from "./places.ts";

/** Mistakes in `{{#if}}` and the like. */
export const BLOCKS = kinds("blocks", {
  "not closed": inValues(ANYWHERE, /\{\{\/(?:if|each|with|unless)\}\}/g, ""),
  "closed by another name": inValues(ANYWHERE, /\{\{\/if\}\}/g, "{{/unless}}"),
  "closed by end": inValues(ANYWHERE, /\{\{\/(?:if|each|with)\}\}/g, "{{end}}"),
  "closed by endif": inValues(ANYWHERE, /\{\{\/if\}\}/g, "{{endif}}"),
  "the slash left out": inValues(ANYWHERE, /\{\{\/(if|each|with)\}\}/g, "{{$1}}"),
  "the # left out": inValues(ANYWHERE, /\{\{#(?=if|each|with)/g, "{{"),
  "else with a #": inValues(ANYWHERE, /\{\{else\}\}/g, "{{#else}}"),
  "elseif in one word": inValues(ANYWHERE, /\{\{else\}\}/g, "{{elseif trigger.body}}"),
  "an operator in #if": inValues(ANYWHERE, /\{\{#if \(gt ([\w.]+) 0\)\}\}/g, "{{#if $1 > 0}}"),
  "parentheses left out of #if": inValues(ANYWHERE, /\{\{#if \(([^()]+)\)\}\}/g, "{{#if $1}}"),
  "#for": inValues(ANYWHERE, /\{\{#each ([\w.]+)\}\}/g, "{{#for item in $1}}"),
  "#each x in list": inValues(ANYWHERE, /\{\{#each ([\w.]+)\}\}/g, "{{#each item in $1}}"),
  "#foreach": inValues(ANYWHERE, /#each\b/g, "#foreach"),
  "#each over a text": inValues(ANYWHERE, /(?<=#each )[\w.]+/g, "vars.shop_name"),
  "#each: an entry's field misspelt": inValues(ANYWHERE, /(?<=\. )\{\{name\}\}/g, "{{nmae}}"),
  "#each: item. before a field": inValues(ANYWHERE, /(?<=\. )\{\{name\}\}/g, "{{item.name}}"),
  "#each: index without @": inValues(ANYWHERE, /\{\{@index\}\}/g, "{{index}}"),
  "#each: an @ that doesn't exist": inValues(ANYWHERE, /\{\{@index\}\}/g, "{{@number}}"),
  "#each: a list's name misspelt": inValues(ANYWHERE, /(?<=#each [\w.]+\.)items/g, "itmes"),
  "#with: a field misspelt": [
    inValues(ANYWHERE, /\{\{serial\}\}/g, "{{seriall}}"),
    { unknowable: "what another server answers stands nowhere in the files" },
  ],
  "{{> }} for a part": inValues(ANYWHERE, /\{\{else\}\}/g, "{{> footer}}"),
});
