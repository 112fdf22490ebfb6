/** The ports to media files, done by ffmpeg as a separate, confined program. */
package dev.scripttrimmer.ffmpeg;
