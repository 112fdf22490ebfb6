/** Has a language model revise topics, where there is one. */
package dev.scripttrimmer.languagemodel;
