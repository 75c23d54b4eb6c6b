import { inValues, kinds } from "../kind.ts";
import { ANYWHERE, DEDUPE, LONE, MESSAGE, MUSTACHE, PATH, URL, USER } from "./places.ts";

/** Another tool's way to fill in a value, in every place where it may stand. */
function filledAs(becomes: string) {
  return inValues(ANYWHERE, PATH, becomes);
}

/** Mistakes in the braces around what is filled in. */
export const BRACES = kinds("braces", {
  "no braces, in a message": inValues(MESSAGE, PATH, "$1"),
  "no braces, for the user": inValues(USER, PATH, "$1"),
  "no braces, in a URL": inValues(URL, PATH, "$1"),
  "no braces, in a dedupe key": inValues(DEDUPE, PATH, "$1"),
  "no braces, in a concurrency key": inValues(/^concurrency\.key$/, PATH, "$1"),
  "no braces, in JSON, a form or a query": inValues(/\.(?:json|form|query)\.\w+$/, PATH, "$1"),
  "no braces, in attributes": inValues(/attributes\.\w+$/, PATH, "$1"),
  "no braces, in a header": inValues(/\.headers\.[\w-]+$/, PATH, "$1"),
  "no braces, in set": inValues(/\.set\.\w+$/, PATH, "$1"),
  "no braces, for a call's input": inValues(/\.with\.(?:amount|tier|level|tags)$/, PATH, "$1"),
  "no braces, for a loop's list": inValues(/\.for_each$/, PATH, "$1"),
  "no braces, in wait": inValues(/\.wait\.(?:for|until)$/, MUSTACHE, "$1"),
  "no braces, around a helper": inValues(ANYWHERE, /\{\{([a-z_]+ [^{}#/]+)\}\}/g, "$1"),
  "no braces, in the flow's output": inValues(/^output\.\w+$/, MUSTACHE, "$1"),
  "one brace": filledAs("{$1}"),
  "${{ }}, as in GitHub's workflows": filledAs("${{ $1 }}"),
  "${ }, as in JavaScript": filledAs("${$1}"),
  "={{ }}, as in n8n": inValues(ANYWHERE, LONE, "$1={{$2}}$1"),
  "<>": filledAs("<$1>"),
  "% %": filledAs("%$1%"),
  "[ ]": filledAs("[$1]"),
  "[[ ]]": filledAs("[[$1]]"),
  "( )": filledAs("($1)"),
  "<%= %>": filledAs("<%= $1 %>"),
  "{% %}": filledAs("{% $1 %}"),
  "#{ }": filledAs("#{$1}"),
  "@": filledAs("@$1"),
  $: filledAs("$$$1"),
  "four braces": filledAs("{{{{$1}}}}"),
  "the last brace left out": filledAs("{{$1}"),
  "both last braces left out": filledAs("{{$1"),
  "the first braces left out": filledAs("$1}}"),
  "a brace too many": filledAs("{{$1}}}"),
  "a blank between the braces": filledAs("{ {$1} }"),
  "a template in a template": filledAs("{{ {{$1}} }}"),
  "a backslash before": inValues(ANYWHERE, PATH, ([, path], { raw }) =>
    raw.startsWith("'") ? `\\{{${path}}}` : raw.startsWith('"') ? `\\\\{{${path}}}` : undefined,
  ),
  "a quoted path in braces": inValues(ANYWHERE, PATH, ([, path], { raw }) =>
    raw.startsWith("'") ? `{{"${path}"}}` : raw.startsWith('"') ? `{{'${path}'}}` : undefined,
  ),
});
