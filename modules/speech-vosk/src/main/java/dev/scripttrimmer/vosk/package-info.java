/** Speech recognition by Vosk, and where its models come from. */
package dev.scripttrimmer.vosk;
