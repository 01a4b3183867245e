/* The page at the site's root: go to the language that the reader's browser asks for, or to the site's own choice. */
"use strict"
{
  const { languages, start } = document.currentScript.dataset
  const ours = languages.split(" ")
  const wanted = [...navigator.languages.map((tag) => tag.split("-")[0]), start]
  location.replace(`${wanted.find((code) => ours.includes(code))}/`)
}
