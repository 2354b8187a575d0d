package dev.outlay.budget.pricesheet;

/**
 * Why a line of a file is no price.
 *
 * @param line of the file, from 1
 * @param column Azure's name of it, or as the file has it; empty where it is about the whole line
 * @param code a word for programs
 * @param message a sentence for people, without line and column
 */
public record PriceSheetProblem(long line, String column, String code, String message) {}
