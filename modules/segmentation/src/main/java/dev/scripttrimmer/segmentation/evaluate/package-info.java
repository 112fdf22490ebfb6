/** Measures segmentation against texts whose topics are known. */
package dev.scripttrimmer.segmentation.evaluate;
